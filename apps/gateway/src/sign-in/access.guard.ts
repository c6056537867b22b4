import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { RouteDefinition } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { routeMetadata } from '../edge/route.js';
import { AccessTokens, type Caller } from './access-tokens.js';

const callers = new WeakMap<FastifyRequest, Caller>();

/** Who calls a route that is not open. */
export const CallerOf = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw new Error('a route that asks who calls must not be open');
  return caller;
});

/** Lets in whom the `routes` table allows. A route that is not in the table is open to nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const route = this.reflector.get<RouteDefinition | undefined>(routeMetadata, context.getHandler());
    if (route?.access === 'open') return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.tokens.verify(bearerOf(request)).catch((error: unknown) => {
      context.switchToHttp().getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
      throw error;
    });
    if (route === undefined || route.access === 'secret' || !route.access.includes(caller.role)) {
      throw new ProblemError('forbidden', 'forbidden', `The role ${caller.role} may not do this.`);
    }
    callers.set(request, caller);
    return true;
  }
}

const bearerOf = (request: FastifyRequest): string =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
