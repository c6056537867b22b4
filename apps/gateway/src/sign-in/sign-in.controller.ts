import { Controller, Req } from '@nestjs/common';
import { routes, type Me, type People, type Tokens } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import type { FastifyRequest } from 'fastify';
import { BodyOf, Route } from '../edge/route.js';
import type { Caller } from './access-tokens.js';
import { CallerOf } from './access.guard.js';
import { LogIn } from './log-in/log-in.js';
import { Users } from './users.js';

@Controller()
export class SignInController {
  constructor(
    private readonly signIn: LogIn,
    private readonly users: Users,
  ) {}

  @Route(routes.login)
  login(
    @BodyOf(routes.login) credentials: { email: string; password: string },
    @Req() request: FastifyRequest,
  ): Promise<Tokens> {
    return this.signIn.logIn(credentials, request.ip);
  }

  @Route(routes.refresh)
  refresh(@BodyOf(routes.refresh) body: { refreshToken: string }): Promise<Tokens> {
    return this.signIn.refresh(body.refreshToken);
  }

  @Route(routes.getMe)
  async me(@CallerOf() caller: Caller): Promise<Me> {
    const user = await this.users.find(caller.id);
    if (user === undefined) {
      throw new ProblemError('unauthenticated', 'unauthenticated', 'This user no longer exists.');
    }
    return user;
  }

  @Route(routes.listPeople)
  async people(): Promise<People> {
    return { items: await this.users.list() };
  }
}
