import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { role, uuid, type Role } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { GatewayConfig } from '../config.js';

/** Who asks, as the access token says. */
export type Caller = { readonly id: string; readonly role: Role; readonly expiresAt: Date };

const issuer = 'watch-tower';
const algorithm = 'HS256';
/** So many that were verified are remembered: the same few come with every request. */
const knownMax = 1_000;
const claims = z.object({ sub: uuid, role, exp: z.number() });

/** Short-lived JWTs: whoever holds one is trusted until it expires, without a look into the database. */
@Injectable()
export class AccessTokens {
  private readonly key: Uint8Array;
  private readonly known = new Map<string, Caller>();
  readonly validSeconds: number;

  constructor(@Inject(CONFIG) config: Pick<GatewayConfig, 'jwtSecret' | 'accessTokenSeconds'>) {
    this.key = new TextEncoder().encode(config.jwtSecret);
    this.validSeconds = config.accessTokenSeconds;
  }

  issue(user: { readonly id: string; readonly role: Role }): Promise<string> {
    return new SignJWT({ role: user.role })
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(issuer)
      .setSubject(user.id)
      .setIssuedAt()
      .setExpirationTime(`${this.validSeconds} s`)
      .sign(this.key);
  }

  /** @throws ProblemError 401: `token_expired`, or `unauthenticated` for every other fault. */
  async verify(token: string): Promise<Caller> {
    const known = this.known.get(token);
    if (known !== undefined && known.expiresAt.getTime() > Date.now()) return known;
    this.known.delete(token);
    const caller = await this.read(token);
    const oldest = this.known.size >= knownMax ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
    this.known.set(token, caller);
    return caller;
  }

  private async read(token: string): Promise<Caller> {
    try {
      const { payload } = await jwtVerify(token, this.key, { issuer, algorithms: [algorithm] });
      const { sub, role, exp } = claims.parse(payload);
      return { id: sub, role, expiresAt: new Date(exp * 1_000) };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) {
        throw new ProblemError('unauthenticated', 'token_expired', 'The access token has expired.');
      }
      throw new ProblemError('unauthenticated', 'unauthenticated', 'A valid access token is needed.', {
        cause,
      });
    }
  }
}
