import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, ExpressRelay } from '@watch-tower/bootstrap';
import type { CommandOutcome, Operation } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { MicroBatcher, type OutgoingRecord } from '@watch-tower/messaging';
import type { GatewayConfig } from '../config.js';
import { InboxMetrics } from '../inbox/inbox-metrics.js';
import { inboxUnavailable } from '../inbox/unavailable.js';
import type { SubjectKind } from './place-command/command.js';

export type NewOperation = {
  readonly id: string;
  readonly actorId: string;
  readonly kind: string;
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  /** Of what the client asked: tells a repetition from a reused key. */
  readonly bodyHash: string;
  /** The request's body as it came. */
  readonly received: string;
  readonly record: OutgoingRecord;
};

export type StoredOperation = {
  readonly id: string;
  readonly kind: string;
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  readonly bodyHash: string;
  readonly status: Operation['status'];
  readonly outcome: CommandOutcome | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const deadlineMs = 2_500;
const flushMax = 500;

/**
 * Commands on their way. An operation and the row of its command in their inbox are one transaction: whatever is
 * accepted will be published, and published again until it has an outcome.
 */
@Injectable()
export class Operations {
  private readonly batcher: MicroBatcher<NewOperation, { isNew: boolean }>;

  constructor(
    private readonly database: Database,
    private readonly relay: ExpressRelay,
    metrics: InboxMetrics,
    @Inject(CONFIG) config: Pick<GatewayConfig, 'inboxWaitingRowsMax'>,
  ) {
    this.batcher = new MicroBatcher({
      flush: (operations) => this.commit(operations),
      weightOf: () => 1,
      flushWeightMax: flushMax,
      patience: { waitingWeightMax: config.inboxWaitingRowsMax, deadlineMs, overloaded: inboxUnavailable },
      observe: metrics.observer('commands'),
    });
  }

  /** Commits a command, unless it was before. @throws ProblemError 503 when that takes too long. */
  async accept(operation: NewOperation): Promise<{ isNew: boolean }> {
    const accepted = await this.batcher.add(operation);
    if (accepted.isNew) this.relay.wake();
    return accepted;
  }

  async find(id: string): Promise<StoredOperation | undefined> {
    const [operation] = await this.database.query<StoredOperation>(
      prepared(
        'operation_find',
        sql`
          select id, kind, jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject,
            body_hash as "bodyHash", outcome, created_at as "createdAt", updated_at as "updatedAt",
            case when status = 'accepted' and transaction_id <= (
              select transaction_id from relay_cursor where relayed = 'command_inbox'
            ) then 'published' else status end as status
          from operations where id = ${id}`,
      ),
    );
    return operation;
  }

  /** Those of many operations that have an outcome, where it made a trip once that can be read. */
  findReadable(ids: readonly string[]): Promise<StoredOperation[]> {
    return this.database.query<StoredOperation>(
      prepared(
        'operations_find_readable',
        sql`
          select id, kind, jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject,
            body_hash as "bodyHash", outcome, created_at as "createdAt", updated_at as "updatedAt", status
          from operations
          where id = any(${[...ids]}::uuid[]) and status <> 'accepted'
            and (status <> 'succeeded' or exists (select from trips where trips.id = subject_id))`,
      ),
    );
  }

  /** Writes outcomes down; the first of an operation stays, and whose command is not ours is left alone. */
  async settle(outcomes: readonly CommandOutcome[]): Promise<void> {
    const written = JSON.stringify(
      outcomes.map((outcome) => ({ id: outcome.commandId, status: outcome.result, outcome })),
    );
    await this.database.query(
      prepared(
        'operations_settle',
        sql`
          update operations as operation
          set status = settled.status, outcome = settled.outcome, updated_at = now(), value = null
          from (
            select distinct on (id) id, status, outcome
            from jsonb_to_recordset(${written}::jsonb) as settled (id uuid, status text, outcome jsonb)
            order by id
          ) as settled
          where operation.id = settled.id and operation.status = 'accepted'`,
      ),
    );
  }

  /**
   * Publishes again what has had no outcome for an hour, under the same id: its owner decides it once.
   * @returns how many; at most 500 in one transaction.
   */
  async publishAgain(): Promise<number> {
    const again = await this.database.query(sql`
      with waiting as (
        update operations set transaction_id = pg_current_xact_id(), sent_at = now()
        where id in (
          select id from operations
          where status = 'accepted' and sent_at < now() - interval '1 hour'
          order by sent_at limit ${flushMax} for update skip locked
        )
        returning topic, subject_id, headers, value
      )
      insert into command_inbox (topic, key, headers, value)
      select topic, subject_id::text, headers, value from waiting
      returning position`);
    if (again.length > 0) this.relay.wake();
    return again.length;
  }

  /** Forgets operations after 90 days. @returns how many; at most 1,000 in one transaction. */
  async forgetOld(): Promise<number> {
    const forgotten = await this.database.query(sql`
      delete from operations where id in (
        select id from operations where created_at < now() - interval '90 days' limit 1000
      ) returning id`);
    return forgotten.length;
  }

  async countUnsettled(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      sql`select count(*)::int as count from operations where status = 'accepted'`,
    );
    return row?.count ?? 0;
  }

  /**
   * One statement for all that came meanwhile. Sorted by id, so that two processes that are asked the same
   * things in opposite order cannot wait for each other.
   */
  private async commit(operations: readonly NewOperation[]): Promise<{ isNew: boolean }[]> {
    // Of the same id twice in a batch the first counts, here and in the answer.
    const byId = new Map(operations.toReversed().map((operation) => [operation.id, operation]));
    const asked = JSON.stringify(
      [...byId.values()].map(({ record, subject, ...operation }) => ({
        ...operation,
        ...record,
        subjectKind: subject.kind,
        subjectId: subject.id,
      })),
    );
    const inserted = await this.database.query<{ id: string }>(
      prepared(
        'operations_accept',
        sql`
          with asked as materialized (
            select * from jsonb_to_recordset(${asked}::jsonb) as asked (
              id uuid, "actorId" uuid, kind text, "subjectKind" text, "subjectId" uuid, "bodyHash" text,
              received text, topic text, headers jsonb, value text
            )
          ), accepted as (
            insert into operations
              (id, actor_id, kind, subject_kind, subject_id, body_hash, topic, headers, value)
            select id, "actorId", kind, "subjectKind", "subjectId", "bodyHash", topic, headers, value
            from asked order by id
            on conflict (id) do nothing
            returning id
          )
          insert into command_inbox (topic, key, headers, value, received)
          select topic, "subjectId"::text, headers, value, received
          from asked join accepted using (id)
          returning headers->>'ce_id' as id`,
      ),
    );
    const isNew = new Set(inserted.map(({ id }) => id));
    return operations.map(({ id }) => ({ isNew: isNew.delete(id) }));
  }
}
