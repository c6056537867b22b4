import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { CommandOutcome } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { currentTrace, derivedId, newId, nextTraceparent } from '@watch-tower/messaging';
import type { GatewayConfig } from '../../config.js';
import { Answer, etagOf } from '../../edge/answer.js';
import type { Caller } from '../../sign-in/access-tokens.js';
import { Arrivals } from '../arrivals.js';
import { operationUrl, toOperation, urlOf } from '../get-operation/to-operation.js';
import { OperationMetrics } from '../operation-metrics.js';
import { Operations } from '../operations.js';
import { failedError, refusalError } from '../refusals.js';
import type { Conditions } from '../request-conditions.js';
import type { Command } from './command.js';

/** A read model that shows what a command has changed. */
export type Readable = { read(id: string): Promise<{ readonly version: number } | undefined> };

export type Asked = {
  readonly caller: Caller;
  readonly conditions: Conditions;
  /** What the client asked, as validated: the same key with anything else is refused. */
  readonly body: unknown;
  readonly command: Command;
};

type Ids = { readonly id: string; readonly subjectId: string };
type Placed = Ids & { readonly deadlineAtMs: number };

/**
 * Takes a command from a request to its answer: committed, carried out by its owner, visible in the read
 * model. What takes longer than a client waits is answered 202 with the operation to ask for.
 */
@Injectable()
export class CommandDesk {
  constructor(
    private readonly operations: Operations,
    private readonly arrivals: Arrivals,
    private readonly metrics: OperationMetrics,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'commandWaitMs'>,
  ) {}

  /** @throws ProblemError with the owner's reason, or 422 where the key was used for something else. */
  async carryOut(asked: Asked, readable: Readable): Promise<Answer> {
    const startedAtMs = performance.now();
    const placed = { ...idsOf(asked), deadlineAtMs: startedAtMs + this.config.commandWaitMs };
    const outcome = await this.place(asked, placed);
    const answer = await this.answer(asked, placed, outcome, readable);
    this.metrics.answered(answer.status === 202 ? 'later' : 'done', performance.now() - startedAtMs);
    return answer;
  }

  /**
   * Commits a command and waits for nothing: whoever asks for many looks at their operations together.
   * @returns the command's id.
   * @throws ProblemError 422 where the key was used for something else.
   */
  async accept(asked: Asked): Promise<string> {
    const ids = idsOf(asked);
    await this.commit(asked, ids);
    return ids.id;
  }

  /** @returns whether it was not placed before. */
  private async commit(asked: Asked, ids: Ids): Promise<boolean> {
    const { isNew } = await this.operations.accept(toOperationRow(asked, ids));
    if (!isNew) await this.refuseReusedKey(asked, ids);
    return isNew;
  }

  private async place(asked: Asked, placed: Placed): Promise<CommandOutcome | undefined> {
    const listening = this.arrivals.listen(placed.id);
    try {
      const isNew = await this.commit(asked, placed);
      return await listening.until(
        async (outcome) => (outcome as CommandOutcome | undefined) ?? (await this.storedOutcome(placed.id)),
        placed.deadlineAtMs,
        !isNew,
      );
    } finally {
      listening.close();
    }
  }

  private async answer(
    { command }: Asked,
    { id, subjectId, deadlineAtMs }: Placed,
    outcome: CommandOutcome | undefined,
    readable: Readable,
  ): Promise<Answer> {
    if (outcome === undefined) return this.later(id);
    if (outcome.result === 'refused') throw refusalError(outcome.refusal);
    if (outcome.result === 'failed') throw failedError();
    const entity = await this.arrivals.wait(
      subjectId,
      async () => {
        const found = await readable.read(subjectId);
        return found !== undefined && found.version >= outcome.version ? found : undefined;
      },
      deadlineAtMs,
    );
    if (entity === undefined) return this.later(id);
    const headers = { etag: etagOf(entity.version) };
    return command.subject.id === undefined
      ? new Answer(201, entity, {
          ...headers,
          location: urlOf({ kind: command.subject.kind, id: subjectId }),
        })
      : new Answer(200, entity, headers);
  }

  private async later(id: string): Promise<Answer> {
    const stored = await this.operations.find(id);
    if (stored === undefined) throw new Error(`operation ${id} was accepted and is gone`);
    return new Answer(202, toOperation(stored), { location: operationUrl(id), 'retry-after': '2' });
  }

  private async storedOutcome(id: string): Promise<CommandOutcome | undefined> {
    return (await this.operations.find(id))?.outcome ?? undefined;
  }

  private async refuseReusedKey(asked: Asked, { id }: Ids): Promise<void> {
    const stored = await this.operations.find(id);
    if (stored === undefined || stored.bodyHash === hashOf(asked)) return;
    throw new ProblemError(
      'key_reused',
      'idempotency_key_reused',
      'This Idempotency-Key was used for another request; take a new one.',
    );
  }
}

const idsOf = ({ conditions, caller, command }: Asked): Ids => {
  const id =
    conditions.idempotencyKey === undefined ? newId() : derivedId(caller.id, conditions.idempotencyKey);
  return { id, subjectId: command.subject.id ?? derivedId(id, command.subject.kind) };
};

const toOperationRow = (asked: Asked, { id, subjectId }: Ids) => {
  const { caller, command, conditions } = asked;
  const trace = currentTrace() ?? { correlationId: id, traceparent: nextTraceparent() };
  return {
    id,
    actorId: caller.id,
    kind: command.type,
    subject: { kind: command.subject.kind, id: subjectId },
    bodyHash: hashOf(asked),
    received: conditions.received,
    record: command.toRecord({ id, subjectId, time: new Date().toISOString(), trace, caller }),
  };
};

/** Schemas print their fields in one order, so that equal requests have equal texts. */
const hashOf = ({ command, conditions, body }: Asked): string =>
  createHash('sha256')
    .update(JSON.stringify([command.type, command.subject, conditions.expectedVersion ?? null, body]))
    .digest('base64url');
