import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, correlationIdOf, LOGGER, sendProblem, type Logger } from '@watch-tower/bootstrap';
import { routes } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { currentTrace, nextTraceparent } from '@watch-tower/messaging';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { secretChecker } from '../secret-checker.js';
import { TokenBucket } from '../token-bucket.js';
import type { ReportKind } from './dialects.js';
import { ReceiveReports } from './receive-reports.js';

const kinds = { location: routes.receiveLocation, alert: routes.receiveAlert } as const;

/**
 * `POST /webhooks/loconav/location` and `/alert`, beside Nest and not through it: the busiest route by far
 * needs the raw body, and Nest's pipes would parse and copy it. What one sends counts against the other.
 */
@Injectable()
export class LoconavWebhooks {
  private readonly isSecret: (given: unknown) => boolean;
  private readonly bucket: TokenBucket;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly reports: ReceiveReports,
  ) {
    this.isSecret = secretChecker(config.loconavWebhookSecret);
    this.bucket = new TokenBucket(config.webhookRequestsPerSecondMax, () => performance.now());
  }

  register(http: FastifyInstance): void {
    void http.register((scope: FastifyInstance, _options, done) => {
      // The body as it came, whatever type the sender calls it.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
      this.route(scope, 'location');
      this.route(scope, 'alert');
      done();
    });
  }

  private route(scope: FastifyInstance, kind: ReportKind): void {
    const { method, path, answer } = kinds[kind];
    scope.route({
      method,
      url: path,
      bodyLimit: this.config.webhookBodyBytesMax,
      onRequest: (request, _reply, next) => next(this.refusal(request)),
      errorHandler: (error, request, reply) => sendProblem(error, request, reply, this.logger),
      handler: async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const accepted = await this.reports.receive(kind, body, traceOf(request));
        return reply.code(answer.status).send({ accepted });
      },
    });
  }

  /** Before the body is read: who does not know the secret sends nothing, and takes nobody's share. */
  private refusal(request: FastifyRequest): ProblemError | undefined {
    if (!this.isSecret(request.headers[this.config.loconavWebhookSecretHeader])) {
      return new ProblemError('unauthenticated', 'wrong_secret', 'The webhook’s secret is missing or wrong.');
    }
    const retryAfterSeconds = this.bucket.take();
    if (retryAfterSeconds === 0) return undefined;
    return new ProblemError('too_many', 'too_many_requests', 'Too many requests; slow down.', {
      retryAfterSeconds,
    });
  }
}

const traceOf = (request: FastifyRequest) =>
  currentTrace() ?? { correlationId: correlationIdOf(request), traceparent: nextTraceparent() };
