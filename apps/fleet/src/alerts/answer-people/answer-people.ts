import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { topics, type CommandOutcome, type Refusal } from '@watch-tower/contracts';
import { Database, type Transaction } from '@watch-tower/database';
import { EventStore, Outbox, Relay } from '@watch-tower/event-store';
import { decideDeed } from '@watch-tower/fleet-domain';
import { currentTrace, newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';
import { AlertBook, alertsSubject, type StoredAlert } from '../alert-book.js';
import { deedOf, type AlertCommand } from './alert-command.js';

const keyReused: Refusal = {
  kind: 'key_reused',
  code: 'key_reused',
  message: 'This command was given before with another content; a new command needs a key of its own.',
};

/**
 * What people do about alerts: the alert, what is told of it and the command's outcome in one transaction. A
 * command is decided once; given again it gets the outcome it had, under the same `ce_id`.
 */
@Injectable()
export class AnswerPeople {
  constructor(
    private readonly database: Database,
    private readonly book: AlertBook,
    private readonly events: EventStore,
    private readonly outbox: Outbox,
    private readonly relay: Relay,
  ) {}

  async carryOut(command: AlertCommand): Promise<void> {
    const id = command.subject;
    // An alert never changes its truck.
    const truckId = (await this.book.read(this.database, [id])).get(id)?.alert.truckId ?? id;
    await this.database.transaction(async (tx) => {
      await tx.lockSubjects([alertsSubject(truckId), `alert:${id}`, `command:${command.id}`]);
      tx.afterCommit(() => this.relay.wake());
      await this.decide(tx, command, (await this.book.read(tx, [id])).get(id));
    });
  }

  private async decide(
    tx: Transaction,
    command: AlertCommand,
    stored: StoredAlert | undefined,
  ): Promise<void> {
    const known = stored && { ...stored.alert, isWithdrawn: stored.isWithdrawn };
    const decision = decideDeed(known, deedOf(command));
    const version = (known?.version ?? 0) + ('event' in decision && decision.event !== null ? 1 : 0);
    const outcome = outcomeRecord(command, 'refusal' in decision ? decision.refusal : { version });
    const result = await this.events.appendIn(tx, {
      // The alert's row is its state: the stream only holds which commands were decided.
      streamId: `alert:${command.subject}`,
      expectedVersion: 0,
      events: [],
      records: [outcome],
      claims: [],
      releases: [],
      command: { id: command.id, bodyHash: hashOf(command), outcome },
    });
    switch (result.status) {
      case 'appended':
        if (stored === undefined || !('deeds' in decision)) return;
        return this.book.change(tx, [
          {
            event: decision.event,
            alert: { ...stored.alert, ...decision.deeds },
            facts: stored.facts,
            settledAt: stored.settledAt,
            cause: causeOf(command),
            newsSinceMs: null,
          },
        ]);
      case 'duplicate':
        return;
      case 'key_reused':
        return this.outbox.enqueue(tx, [outcomeRecord(command, keyReused)]);
      case 'conflict':
      case 'reserved':
        throw new Error(`alert ${command.subject} has events of its own`);
      default:
        result satisfies never;
    }
  }
}

const hashOf = ({ type, subject, data }: AlertCommand): string =>
  createHash('sha256')
    .update(JSON.stringify([type, subject, data]))
    .digest('hex');

const causeOf = (command: AlertCommand) => ({
  correlationId: command.correlationId,
  causationId: command.id,
  traceparent: currentTrace()?.traceparent,
});

const outcomeRecord = (
  command: AlertCommand,
  result: Refusal | { readonly version: number },
): OutgoingRecord => {
  const about = { commandId: command.id, subject: { kind: 'alert', id: command.subject } } as const;
  const data: CommandOutcome =
    'version' in result
      ? { ...about, result: 'succeeded', version: result.version }
      : { ...about, result: 'refused', refusal: result };
  return toRecord(topics.commandOutcomes, command.id, {
    id: newId(),
    source: 'watch-tower/fleet',
    time: new Date().toISOString(),
    subject: command.id,
    ...causeOf(command),
    type: 'watchtower.command.outcome.v1',
    data,
  });
};
