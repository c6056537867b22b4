import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** What a controller answers where the status or headers depend on what happened. */
export class Answer {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** An entity with its version as `ETag`. */
export const versioned = (entity: { readonly version: number }): Answer =>
  new Answer(200, entity, { etag: etagOf(entity.version) });

export const etagOf = (version: number): string => `"${version}"`;

/** Writes an `Answer` to the reply; whatever else a controller returns is the body. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Answer)) return answer;
        reply.status(answer.status).headers(answer.headers);
        return answer.body;
      }),
    );
  }
}
