import { Injectable } from '@nestjs/common';
import type { Me, Person, Role } from '@watch-tower/contracts';
import { Database, sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';

/** An address as it is compared: people write it in any case. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

@Injectable()
export class Users {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Me | undefined> {
    const [user] = await this.database.query<Me>(
      sql`select id, email, name, role from users where id = ${id}`,
    );
    return user;
  }

  /** Everybody, by name. */
  list(): Promise<Person[]> {
    return this.database.query<Person>(sql`select id, name, role from users order by name, id`);
  }

  async findForSignIn(email: string): Promise<{ id: string; role: Role; passwordHash: string } | undefined> {
    const [user] = await this.database.query<{ id: string; role: Role; passwordHash: string }>(sql`
      select id, role, password_hash as "passwordHash" from users where email = ${normaliseEmail(email)}`);
    return user;
  }

  /** Creates the user of this address, or brings name, role and password up to date. */
  async save(user: {
    email: string;
    name: string;
    role: Role;
    passwordHash: string;
  }): Promise<{ created: boolean }> {
    const [saved] = await this.database.query<{ created: boolean }>(sql`
      insert into users (id, email, name, role, password_hash)
      values (${newId()}, ${normaliseEmail(user.email)}, ${user.name}, ${user.role}, ${user.passwordHash})
      on conflict (email) do update
      set name = excluded.name, role = excluded.role, password_hash = excluded.password_hash, updated_at = now()
      returning xmax = 0 as created`);
    return { created: saved?.created ?? false };
  }
}
