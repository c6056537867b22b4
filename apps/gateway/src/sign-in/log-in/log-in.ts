import { Injectable } from '@nestjs/common';
import type { Tokens } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { AccessTokens } from '../access-tokens.js';
import { hashPassword, passwordMatches } from '../passwords.js';
import { Sessions } from '../sessions.js';
import { normaliseEmail, Users } from '../users.js';
import { SignInLimit } from './sign-in-limit.js';

@Injectable()
export class LogIn {
  /** Compared with when nobody has that address, so that the answer takes as long as for a wrong password. */
  private readonly nobodysPassword = hashPassword('nobody');

  constructor(
    private readonly limit: SignInLimit,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly tokens: AccessTokens,
  ) {}

  /** @throws ProblemError 401 `wrong_credentials`, 429 after too many attempts, 503 while these cannot be counted. */
  async logIn(credentials: { email: string; password: string }, address: string): Promise<Tokens> {
    const email = normaliseEmail(credentials.email);
    await this.limit.take(email, address);
    const user = await this.users.findForSignIn(email);
    const matches = await passwordMatches(
      credentials.password,
      user?.passwordHash ?? (await this.nobodysPassword),
    );
    if (user === undefined || !matches) {
      throw new ProblemError('unauthenticated', 'wrong_credentials', 'Email and password do not fit.');
    }
    await this.limit.forget(email);
    return this.tokensOf(user, await this.sessions.begin(user.id));
  }

  /** @throws ProblemError 401 where the refresh token is not, or no longer, good. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const next = await this.sessions.rotate(refreshToken);
    return this.tokensOf(next.user, next.refreshToken);
  }

  private async tokensOf(user: Parameters<AccessTokens['issue']>[0], refreshToken: string): Promise<Tokens> {
    return {
      accessToken: await this.tokens.issue(user),
      refreshToken,
      expiresInSeconds: this.tokens.validSeconds,
    };
  }
}
