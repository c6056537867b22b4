import {
  tripPlan,
  type ImportColumn,
  type ImportFault,
  type ImportRow,
  type TripPlan,
} from '@watch-tower/contracts';
import type { FilledRow, Fields } from './columns.js';
import { expectedCheckDigit } from './container-number.js';
import { readLocalTime, timeForms } from './local-time.js';
import type { NamedKind, Names } from './names.js';

/** What rows are checked against. */
export type Known = {
  readonly names: Names;
  /** Business ids that trips have already, of those in the file. */
  readonly takenVpcIds: ReadonlySet<string>;
  readonly timeZone: string;
};

const words: Record<NamedKind, string> = {
  location: 'location',
  organization: 'client',
  truck: 'truck',
  driver: 'driver',
};

/** What each row would create, or every reason why it cannot. Pure. */
export const checkRows = (rows: readonly FilledRow[], known: Known): ImportRow[] => {
  const firstRowOf = new Map<string, number>();
  return rows.map((filled) => {
    const { vpc_id: vpcId } = filled.fields;
    const earlier = vpcId === undefined ? undefined : firstRowOf.get(vpcId);
    if (vpcId !== undefined && earlier === undefined) firstRowOf.set(vpcId, filled.row);
    return new RowCheck(filled.fields, known).check(filled.row, earlier);
  });
};

type Verdict = { readonly fault: string; readonly remedy: string };

class RowCheck {
  private readonly faults: ImportFault[] = [];

  constructor(
    private readonly fields: Fields,
    private readonly known: Known,
  ) {}

  check(row: number, sameIdInRow: number | undefined): ImportRow {
    const vpcId = this.vpcId(sameIdInRow);
    const deliveries = [this.named('delivery', 'location', true), this.named('delivery_2', 'location')];
    const plan = {
      vpcId,
      clientId: this.named('client', 'organization'),
      truckId: this.named('truck', 'truck'),
      driverId: this.named('driver', 'driver'),
      stops: [
        { kind: 'pickup', locationId: this.named('pickup', 'location', true) },
        ...deliveries.map((locationId) => ({ kind: 'delivery', locationId })),
        { kind: 'empty_return', locationId: this.named('empty_return', 'location') },
      ].filter(({ locationId }) => locationId !== null),
      containers: this.containers().map((number) => ({ number })),
      cargoType: this.cargoType(),
      weightTons: this.weight(),
      scheduledDeparture: this.departure(),
    };
    return {
      row,
      fields: this.fields,
      faults: this.faults,
      creates: this.faults.length > 0 ? null : (tripPlan.parse(plan) satisfies TripPlan),
    };
  }

  private fault(column: ImportColumn, { fault, remedy }: Verdict): null {
    this.faults.push({ column, value: this.fields[column] ?? '', fault, remedy });
    return null;
  }

  private vpcId(sameIdInRow: number | undefined): string | null {
    const { vpc_id: vpcId } = this.fields;
    if (vpcId === undefined) return this.missing('vpc_id');
    if (!tripPlan.shape.vpcId.safeParse(vpcId).success) {
      return this.fault('vpc_id', { fault: 'It is too long.', remedy: 'Write at most 100 characters.' });
    }
    if (sameIdInRow !== undefined) {
      return this.fault('vpc_id', {
        fault: `Row ${sameIdInRow} has the same id.`,
        remedy: 'Give each trip an id of its own, or take one of the rows out.',
      });
    }
    if (!this.known.takenVpcIds.has(vpcId)) return vpcId;
    return this.fault('vpc_id', {
      fault: 'There is a trip with this id already.',
      remedy: 'Take the row out, or give the trip another id.',
    });
  }

  private missing(column: ImportColumn): null {
    return this.fault(column, { fault: 'It is empty.', remedy: 'Every trip needs it; fill it in.' });
  }

  private named(column: ImportColumn, kind: NamedKind, isRequired = false): string | null {
    const written = this.fields[column];
    if (written === undefined) return isRequired ? this.missing(column) : null;
    const word = words[kind];
    const found = this.known.names.find(kind, written);
    switch (found.is) {
      case 'found': {
        const { id, unusable } = found.named;
        if (unusable === null) return id;
        return this.fault(column, {
          fault: `This ${word} ${unusable}.`,
          remedy: `Name another ${word}, or change this one first.`,
        });
      }
      case 'ambiguous':
        return this.fault(column, {
          fault: `${found.count} of this name are known; nobody can tell which is meant.`,
          remedy: `Write the id of the ${word} instead of its name.`,
        });
      case 'unknown':
        return this.fault(column, {
          fault: `No ${word} of this name is known.`,
          remedy:
            found.nearest === undefined
              ? `Register the ${word} first, or name one that is registered.`
              : `Was “${found.nearest}” meant? Else register the ${word} first.`,
        });
    }
  }

  private containers(): string[] {
    const columns = ['container_1', 'container_2'] as const;
    const numbers: string[] = [];
    for (const column of columns) {
      const number = this.fields[column]?.replace(/[\s-]/g, '').toUpperCase();
      if (number === undefined) continue;
      const digit = expectedCheckDigit(number);
      if (digit === undefined) {
        this.fault(column, {
          fault: 'This is no container number.',
          remedy: 'Write four letters and seven digits, as TCNU3877560 (ISO 6346).',
        });
      } else if (digit !== Number(number.at(-1))) {
        this.fault(column, {
          fault: 'Its check digit does not fit: a letter or digit is wrong.',
          remedy: `Look at the box again; if all before it is right, it ends in ${digit}.`,
        });
      } else if (numbers.includes(number)) {
        this.fault(column, {
          fault: 'The same container is named twice.',
          remedy: 'Leave one empty, or write the other’s number.',
        });
      } else numbers.push(number);
    }
    return numbers;
  }

  private cargoType(): string | null {
    const { cargo_type: cargoType = null } = this.fields;
    if (tripPlan.shape.cargoType.safeParse(cargoType).success) return cargoType;
    return this.fault('cargo_type', { fault: 'It is too long.', remedy: 'Write at most 50 characters.' });
  }

  private weight(): number | null {
    const { weight_tons: written } = this.fields;
    if (written === undefined) return null;
    const weight = /^\d+(\.\d+)?$/.test(written) ? Number(written) : Number.NaN;
    if (tripPlan.shape.weightTons.safeParse(weight).success) return weight;
    return this.fault('weight_tons', {
      fault: 'This is no weight in tons.',
      remedy: 'Write a number above 0 and up to 200, with a point, as 24.5.',
    });
  }

  private departure(): string | null {
    const { scheduled_departure: written } = this.fields;
    if (written === undefined) return this.missing('scheduled_departure');
    const { timeZone } = this.known;
    return (
      readLocalTime(written, timeZone) ??
      this.fault('scheduled_departure', {
        fault: `This is no time that clocks showed in ${timeZone}.`,
        remedy: `Write date and time ${timeForms}.`,
      })
    );
  }
}
