import { Injectable } from '@nestjs/common';
import type { ImportedRow, ImportResult, TripPlan } from '@watch-tower/contracts';
import { Arrivals } from '../operations/arrivals.js';
import { operationUrl } from '../operations/get-operation/to-operation.js';
import { Operations, type StoredOperation } from '../operations/operations.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import { problemOf } from '../operations/refusals.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { createTrip } from '../trips/create-trip/create-trip.js';
import { TripImports } from './trip-imports.js';

/** What is not carried out by then is pending: its operation, or the same request, tells what became of it. */
const waitMs = 10_000;

type Asked = { readonly row: number; readonly vpcId: string; readonly commandId: string };

/**
 * Creates the good rows of an import by ordinary commands. Their ids derive from import and row: asked again, each is
 * the same command, which is decided once.
 */
@Injectable()
export class CreateImported {
  constructor(
    private readonly imports: TripImports,
    private readonly desk: CommandDesk,
    private readonly operations: Operations,
    private readonly arrivals: Arrivals,
  ) {}

  /** @throws ProblemError 404 `import_not_found`. */
  async create(importId: string, caller: Caller): Promise<ImportResult> {
    const rows = await this.imports.read(importId, caller.id);
    const asked = await Promise.all(
      rows.flatMap(({ row, creates }) =>
        creates === null ? [] : [this.ask(importId, row, creates, caller)],
      ),
    );
    const found = await this.outcomes(importId, asked);
    const items = asked.map((one) => toImportedRow(one, found.get(one.commandId)));
    const count = (status: ImportedRow['status']) => items.filter((item) => item.status === status).length;
    return {
      importId,
      items,
      created: count('created'),
      refused: count('refused'),
      pending: count('pending'),
    };
  }

  private async ask(importId: string, row: number, plan: TripPlan, caller: Caller): Promise<Asked> {
    const received = JSON.stringify({ importId, row, plan });
    const conditions = { idempotencyKey: `import:${importId}:${row}`, expectedVersion: undefined, received };
    const commandId = await this.desk.accept({ caller, conditions, body: plan, command: createTrip(plan) });
    return { row, vpcId: plan.vpcId, commandId };
  }

  /** One query for all rows, now and then, until each has an outcome that can be read. */
  private async outcomes(
    importId: string,
    asked: readonly Asked[],
  ): Promise<ReadonlyMap<string, StoredOperation>> {
    const ids = asked.map(({ commandId }) => commandId);
    let found = new Map<string, StoredOperation>();
    await this.arrivals.wait(
      importId,
      async () => {
        found = new Map((await this.operations.findReadable(ids)).map((one) => [one.id, one]));
        return found.size === ids.length ? found : undefined;
      },
      performance.now() + waitMs,
    );
    return found;
  }
}

const toImportedRow = (
  { row, vpcId, commandId }: Asked,
  operation: StoredOperation | undefined,
): ImportedRow => {
  if (operation === undefined || operation.outcome === null) {
    return { row, vpcId, status: 'pending', operationUrl: operationUrl(commandId) };
  }
  const problem = problemOf(operation.outcome);
  return problem === null
    ? { row, vpcId, status: 'created', tripId: operation.subject.id }
    : { row, vpcId, status: 'refused', problem };
};
