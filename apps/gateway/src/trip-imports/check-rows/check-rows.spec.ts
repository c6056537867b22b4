import { checkRows } from './check-rows.js';
import { toFields } from './columns.js';
import { Names, type Named } from './names.js';

const id = (nth: number): string => `0197b1a0-0000-7000-8000-00000000000${nth}`;
const named = (nth: number, kind: Named['kind'], label: string, unusable: string | null = null): Named => ({
  id: id(nth),
  kind,
  label,
  unusable,
});
const known = {
  names: new Names([
    named(1, 'location', 'Apapa Terminal'),
    named(2, 'location', 'Ikeja Depot'),
    named(3, 'location', 'Old Yard', 'is retired'),
    named(4, 'organization', 'Dangote Foods'),
    named(5, 'organization', 'Twin'),
    named(6, 'organization', 'TWIN'),
    named(7, 'truck', 'KBX 123-A'),
    named(8, 'driver', 'Ada Obi'),
    named(9, 'truck', 'T11985LA', 'is not operational'),
  ]),
  takenVpcIds: new Set(['taken']),
  timeZone: 'Africa/Lagos',
};

const good = {
  vpc_id: 'V1',
  pickup: 'apapa  terminal',
  delivery: 'IKEJA DEPOT',
  scheduled_departure: '2026-04-01 08:00',
};
const check = (...rows: Record<string, string>[]) => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const table = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return checkRows(toFields(table).rows, known);
};
const faultOf = (row: Record<string, string>) => check({ ...good, ...row })[0]?.faults[0];

describe('a row of an import', () => {
  it('creates the trip that it describes, whatever way names are written', () => {
    const [row] = check({
      ...good,
      delivery_2: 'Apapa Terminal',
      empty_return: id(2),
      client: 'dangote foods',
      truck: 'kbx123a',
      driver: 'ada obi',
      container_1: 'tcnu 387756-0',
      container_2: 'CSQU3054383',
      cargo_type: 'cocoa',
      weight_tons: '24.5',
    });
    expect(row).toMatchObject({
      row: 2,
      faults: [],
      creates: {
        vpcId: 'V1',
        clientId: id(4),
        truckId: id(7),
        driverId: id(8),
        stops: [
          { kind: 'pickup', locationId: id(1) },
          { kind: 'delivery', locationId: id(2) },
          { kind: 'delivery', locationId: id(1) },
          { kind: 'empty_return', locationId: id(2) },
        ],
        containers: [{ number: 'TCNU3877560' }, { number: 'CSQU3054383' }],
        cargoType: 'cocoa',
        weightTons: 24.5,
        scheduledDeparture: '2026-04-01T07:00:00.000Z',
      },
    });
  });

  it.each([
    [{ vpc_id: '' }, 'vpc_id', /empty/, /fill it in/],
    [{ vpc_id: 'taken' }, 'vpc_id', /already/, /another id/],
    [{ pickup: 'Apapa Terminl' }, 'pickup', /No location/, /“Apapa Terminal” meant/],
    [{ pickup: 'Nowhere at all' }, 'pickup', /No location/, /Register/],
    [{ pickup: 'Old Yard' }, 'pickup', /is retired/, /another location/],
    [{ client: 'twin' }, 'client', /2 of this name/, /the id/],
    [{ truck: 'T11985LA' }, 'truck', /not operational/, /another truck/],
    [{ container_1: 'TCNU3877561' }, 'container_1', /check digit/, /ends in 0/],
    [{ container_1: 'TCNU38' }, 'container_1', /no container number/, /four letters/],
    [{ container_1: 'TCNU3877560', container_2: 'TCNU3877560' }, 'container_2', /twice/, /empty/],
    [{ weight_tons: '24,5' }, 'weight_tons', /no weight/, /24\.5/],
    [{ weight_tons: '0' }, 'weight_tons', /no weight/, /above 0/],
    [{ scheduled_departure: 'tomorrow' }, 'scheduled_departure', /no time/, /2026-04-01 08:00/],
    [{ cargo_type: 'x'.repeat(51) }, 'cargo_type', /too long/, /50/],
  ] as const)('with %j is at fault, and says what to do', (fields, column, fault, remedy) => {
    expect(faultOf(fields)).toMatchObject({
      column,
      fault: expect.stringMatching(fault) as string,
      remedy: expect.stringMatching(remedy) as string,
    });
  });

  it('names all its faults at once, and creates nothing', () => {
    const [row] = check({ ...good, truck: 'X', driver: 'Y', weight_tons: 'z' });
    expect(row?.faults.map(({ column }) => column)).toEqual(['truck', 'driver', 'weight_tons']);
    expect(row?.creates).toBeNull();
  });

  it('with the id of an earlier row is at fault; the earlier is not', () => {
    const rows = check(good, { ...good, vpc_id: 'V2' }, good);
    expect(rows.map(({ faults }) => faults.length)).toEqual([0, 0, 1]);
    expect(rows[2]?.faults[0]?.fault).toContain('Row 2');
  });
});

describe('the columns of an import', () => {
  it('are known by their names in any case; others are ignored, and empty rows are no rows', () => {
    const { rows, ignoredColumns } = toFields([
      ['VPC-ID', 'Pickup', 'Delivery', 'Scheduled departure', 'Remark'],
      ['', '', '', '', ''],
      ['V1', 'A', 'B', '', 'hello'],
    ]);
    expect(rows).toEqual([{ row: 3, fields: { vpc_id: 'V1', pickup: 'A', delivery: 'B' } }]);
    expect(ignoredColumns).toEqual(['Remark']);
  });

  it('must be there, once', () => {
    expect(() => toFields([['vpc_id', 'pickup']])).toThrow(/delivery, scheduled_departure/);
    expect(() => toFields([])).toThrow(/vpc_id/);
    expect(() => toFields([['vpc_id', 'pickup', 'delivery', 'scheduled_departure', 'Pickup']])).toThrow(
      /twice: pickup/,
    );
  });
});
