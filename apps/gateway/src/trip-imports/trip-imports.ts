import { Injectable } from '@nestjs/common';
import type { ImportRow } from '@watch-tower/contracts';
import { Database, forgetOld, Schedule, sql } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import { newId } from '@watch-tower/messaging';

const hourMs = 3_600_000;
const keptDays = 1;

/** Previewed imports, as they were shown, for a day. */
@Injectable()
export class TripImports {
  constructor(
    private readonly database: Database,
    schedule: Schedule,
  ) {
    schedule.every({
      name: 'forget-trip-imports',
      intervalMs: hourMs,
      run: () => forgetOld(this.database, { table: 'trip_imports', time: 'created_at', keptDays }),
    });
  }

  /** @returns the id of the import. */
  async keep(userId: string, rows: readonly ImportRow[]): Promise<string> {
    const id = newId();
    await this.database.query(sql`
      insert into trip_imports (id, created_by, rows) values (${id}, ${userId}, ${JSON.stringify(rows)}::jsonb)`);
    return id;
  }

  /** Of whoever previewed it: the commands' ids derive from who asks. @throws ProblemError 404 `import_not_found`. */
  async read(id: string, userId: string): Promise<ImportRow[]> {
    const [found] = await this.database.query<{ rows: ImportRow[] }>(
      sql`select rows from trip_imports where id = ${id} and created_by = ${userId}`,
    );
    if (found !== undefined) return found.rows;
    throw new ProblemError(
      'not_found',
      'import_not_found',
      'You have previewed no such import within the last day; preview the file again.',
    );
  }
}
