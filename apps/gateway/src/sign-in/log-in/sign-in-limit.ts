import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, LOGGER, type Logger } from '@watch-tower/bootstrap';
import { ProblemError } from '@watch-tower/errors';
import { openRedis, WindowLimiter, type Allowance } from '@watch-tower/redis';
import type { GatewayConfig } from '../../config.js';

const windowMs = 15 * 60_000;

/** Well within the 250 ms that a sign-in may take where Redis is frozen. */
const commandTimeoutMs = 150;

/**
 * Attempts to sign in, counted per address of the person and of the machine, across all processes. Fails
 * closed: a Redis that is away must not open the door to guessing.
 */
@Injectable()
export class SignInLimit implements OnModuleDestroy {
  private readonly redis;
  private readonly perEmail: WindowLimiter;
  private readonly perAddress: WindowLimiter;

  constructor(@Inject(CONFIG) config: GatewayConfig, @Inject(LOGGER) logger: Logger) {
    let reported = false;
    this.redis = openRedis({
      url: config.redisUrl,
      clientName: 'watch-tower-gateway',
      commandTimeoutMs,
      onError: (err) => {
        // Once per outage, not once per attempt to reconnect.
        if (!reported) logger.warn({ err }, 'Redis is away: nobody can sign in until it is back');
        reported = true;
      },
    });
    this.redis.on('ready', () => (reported = false));
    this.perEmail = new WindowLimiter(this.redis, {
      name: 'sign-in:email',
      limit: config.signInAttemptsPerEmailMax,
      windowMs,
    });
    this.perAddress = new WindowLimiter(this.redis, {
      name: 'sign-in:address',
      limit: config.signInAttemptsPerAddressMax,
      windowMs,
    });
  }

  /** @throws ProblemError 429 when there were too many attempts, 503 when nobody can tell. */
  async take(email: string, address: string): Promise<void> {
    const allowances = await this.attempt(() =>
      Promise.all([this.perEmail.take(email), this.perAddress.take(address)]),
    );
    const refused = allowances.filter((allowance: Allowance) => !allowance.allowed);
    if (refused.length === 0) return;
    throw new ProblemError(
      'too_many',
      'too_many_sign_ins',
      'Too many attempts to sign in; try again later.',
      {
        retryAfterSeconds: Math.max(...refused.map(({ retryAfterMs }) => retryAfterMs)) / 1_000,
      },
    );
  }

  /** Forgets the attempts for an email: who has signed in is nobody who guesses. */
  async forget(email: string): Promise<void> {
    await this.attempt(() => this.perEmail.clear(email));
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
  }

  private async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw new ProblemError(
        'unavailable',
        'sign_in_unavailable',
        'Signing in is not possible for the moment.',
        {
          retryAfterSeconds: 5,
          cause,
        },
      );
    }
  }
}
