import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { Role } from '@watch-tower/contracts';
import { Database, sql, type Queryable } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import { newId } from '@watch-tower/messaging';
import type { GatewayConfig } from '../config.js';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Refresh tokens: opaque, stored hashed, each good for one use. The tokens that follow from one sign-in are a
 * family; a token that comes a second time was stolen from somebody, so that the whole family ends.
 */
@Injectable()
export class Sessions {
  private readonly validDays: number;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) config: Pick<GatewayConfig, 'refreshTokenDays'>,
  ) {
    this.validDays = config.refreshTokenDays;
  }

  /** A refresh token that begins a family. */
  begin(userId: string): Promise<string> {
    return this.hand(this.database, userId, newId());
  }

  /**
   * Trades a token for the next of its family.
   * @throws ProblemError 401: `refresh_token_reused` ends the family, `refresh_token_invalid` for the rest.
   */
  async rotate(token: string): Promise<{ refreshToken: string; user: { id: string; role: Role } }> {
    const hash = hashOf(token);
    const next = await this.database.transaction(async (tx) => {
      const [used] = await tx.query<{ familyId: string; id: string; role: Role }>(sql`
        update refresh_tokens as token set used_at = now()
        from users as owner
        where token_hash = ${hash} and used_at is null and revoked_at is null and expires_at > now()
          and owner.id = token.user_id
        returning token.family_id as "familyId", owner.id, owner.role`);
      if (used === undefined) return undefined;
      const { familyId, id, role } = used;
      return { refreshToken: await this.hand(tx, id, familyId), user: { id, role } };
    });
    if (next !== undefined) return next;
    if (await this.endFamilyOfUsed(hash)) {
      throw new ProblemError(
        'unauthenticated',
        'refresh_token_reused',
        'This refresh token was used before; for safety the session has ended. Sign in again.',
      );
    }
    throw new ProblemError(
      'unauthenticated',
      'refresh_token_invalid',
      'The refresh token is not valid. Sign in again.',
    );
  }

  /** Deletes what has been of no use for a month: until then reuse is still told apart. */
  async clean(): Promise<void> {
    await this.database.query(sql`delete from refresh_tokens where expires_at < now() - interval '30 days'`);
  }

  private async endFamilyOfUsed(hash: Buffer): Promise<boolean> {
    const ended = await this.database.query(sql`
      update refresh_tokens set revoked_at = coalesce(revoked_at, now())
      where family_id = (select family_id from refresh_tokens where token_hash = ${hash} and used_at is not null)
      returning id`);
    return ended.length > 0;
  }

  private async hand(database: Queryable, userId: string, familyId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await database.query(sql`
      insert into refresh_tokens (id, family_id, user_id, token_hash, expires_at)
      values (${newId()}, ${familyId}, ${userId}, ${hashOf(token)}, now() + ${this.validDays} * interval '1 day')`);
    return token;
  }
}
