import { findTripsQuery, type TripSummary } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { openReadModels, type ReadModels } from '../../testing/read-models.js';
import { FindTrips, tripsStatement } from './find-trips.js';
import { trucksOfText } from './trucks-of-text.js';

const trips = 20_000;

/** The id of the nth of a kind: trips, trucks, drivers, clients and places have each their own. */
const idOf = (kind: number, nth: number): string =>
  `0000000${kind}-0000-7000-8000-${String(nth).padStart(12, '0')}`;
const [truckKind, driverKind, clientKind, placeKind] = [2, 3, 4, 5];

/** One trip a minute; every hundredth is under way without an arrival, and a few of those are late or wait. */
const fill = (models: ReadModels, from: number, to: number) =>
  models.database.query(sql`
    insert into trips (id, state)
    select (${'00000001-0000-7000-8000-'} || lpad(nth::text, 12, '0'))::uuid, jsonb_build_object(
      'id', ${'00000001-0000-7000-8000-'} || lpad(nth::text, 12, '0'), 'version', 1,
      'vpcId', 'V' || lpad((nth * 7919 % ${trips})::text, 6, '0') || '-T' || nth % 500 || 'LA',
      'originTripId', null,
      'status', case when nth % 100 = 0 then 'ongoing' else 'completed' end,
      'stage', case when nth % 1000 = 0 then 'offloading' when nth % 100 = 0 then 'in_transit' else 'completed' end,
      'clientId', ${'00000004-0000-7000-8000-'} || lpad((nth % 50)::text, 12, '0'),
      'truckId', ${'00000002-0000-7000-8000-'} || lpad((nth % 500)::text, 12, '0'),
      'driverId', ${'00000003-0000-7000-8000-'} || lpad((nth % 400)::text, 12, '0'),
      'pickupId', ${'00000005-0000-7000-8000-'} || lpad((nth % 4)::text, 12, '0'),
      'deliveryId', ${'00000005-0000-7000-8000-'} || lpad((10 + nth % 300)::text, 12, '0'),
      'stops', jsonb_build_array(
        jsonb_build_object('kind', 'pickup', 'locationId', ${'00000005-0000-7000-8000-'} || lpad((nth % 4)::text, 12, '0')),
        jsonb_build_object('kind', 'delivery', 'locationId', ${'00000005-0000-7000-8000-'} || lpad((10 + nth % 300)::text, 12, '0'))),
      'containers', jsonb_build_array(jsonb_build_object('number', 'TCNU' || lpad(nth::text, 7, '0'), 'lengthFeet', 20)),
      'cargoType', null, 'weightTons', null, 'milestones', '[]'::jsonb, 'handOvers', '[]'::jsonb,
      'scheduledDeparture', to_rfc3339(timestamptz '2026-01-01' + nth * interval '1 minute'),
      'actualDeparture', null, 'offloadTime', null, 'completedAt', null, 'cancellation', null, 'failure', null,
      'arrivalTime', case when nth % 100 <> 0 then to_rfc3339(timestamptz '2026-01-02' + nth * interval '1 minute') end,
      'hold', case when nth % 2000 = 0 then '{"at":"2026-01-01T00:00:00.000Z","reason":"gate"}'::jsonb end,
      'delay', case when nth % 1000 = 0 then
        '{"cause":"arrived_late","stopIndex":1,"lateMinutes":5,"notedAt":"2026-01-01T00:00:00.000Z"}'::jsonb end,
      'backdated', false, 'createdAt', '2026-01-01T00:00:00.000Z',
      'updatedAt', to_rfc3339(timestamptz '2026-02-01' + (nth * 31 % ${trips}) * interval '1 minute'))
    from generate_series(${from}::int, ${to}::int) as nth`);

let models: ReadModels;
beforeAll(async () => {
  models = await openReadModels();
  for (let from = 1; from <= trips; from += 500) await fill(models, from, from + 499);
  await models.register('truck', idOf(truckKind, 7), { number: 'KBX 123A', plate: 'KBX123A' });
  await models.database.query(sql`vacuum analyze trips`);
}, 60_000);
afterAll(() => models.close());

const query = (asked: object) => findTripsQuery.parse(asked);
const find = (asked: object) => new FindTrips(models.database).find(query(asked));
const nth = ({ id }: TripSummary): number => Number(id.slice(-12));
const nths = async (asked: object): Promise<number[]> => (await find(asked)).items.map(nth);

describe('trips are found', () => {
  it.each<[object, number[]]>([
    [{ container: 'tcnu0000123' }, [123]],
    [{ container: 'TCNU9999999' }, []],
    [{ text: 'tcnu0000123' }, [123]],
    [{ text: 'cnu000012', limit: 2 }, [129, 128]],
    [{ text: 'kbx 123a', limit: 2 }, [19_507, 19_007]],
    [{ text: 'V000007-' }, [seventh()]],
    [{ stage: 'offloading', limit: 2 }, [20_000, 19_000]],
    [{ status: 'ongoing', limit: 3 }, [20_000, 19_900, 19_800]],
    [{ delayed: 'true', onHold: 'false', limit: 2 }, [19_000, 17_000]],
    [{ onHold: 'true', limit: 2 }, [20_000, 18_000]],
    [{ truckId: idOf(truckKind, 7), limit: 1 }, [19_507]],
    [{ driverId: idOf(driverKind, 7), limit: 1 }, [19_607]],
    [{ clientId: idOf(clientKind, 7), limit: 1 }, [19_957]],
    [{ pickupId: idOf(placeKind, 1), deliveryId: idOf(placeKind, 11), limit: 1 }, [19_801]],
    [{ locationId: idOf(placeKind, 11), limit: 1 }, [19_801]],
    [{ pickupId: idOf(placeKind, 11) }, []],
    [{ departureFrom: '2026-01-01T00:02:00Z', departureTo: '2026-01-01T00:04:00Z' }, [3, 2]],
    [{ arrivalFrom: '2026-01-02T01:39:00Z', arrivalTo: '2026-01-02T01:42:00Z' }, [101, 99]],
    [{ updatedSince: '2026-02-14T21:18:00Z', sort: 'updated' }, newestUpdates(2)],
  ])('by %j', async (asked, expected) => {
    expect(await nths(asked)).toEqual(expected);
  });
});

describe('trips are sorted', () => {
  it.each<[object, number[]]>([
    [{}, [20_000, 19_999]],
    [{ order: 'asc' }, [1, 2]],
    [{ sort: 'arrival' }, [19_999, 19_998]],
    [{ sort: 'arrival', order: 'asc' }, [1, 2]],
    [{ sort: 'updated' }, newestUpdates(2)],
  ])('by %j', async (asked, expected) => {
    expect(await nths({ ...asked, limit: 2 })).toEqual(expected);
  });

  it('by their business id', async () => {
    const ids = async (order: string) =>
      (await find({ sort: 'vpcId', order, limit: 3 })).items.map(({ vpcId }) => vpcId.slice(0, 7));
    expect(await ids('asc')).toEqual(['V000000', 'V000001', 'V000002']);
    expect(await ids('desc')).toEqual(['V019999', 'V019998', 'V019997']);
  });

  it.each(
    ['departure', 'arrival', 'updated', 'vpcId'].flatMap((sort) => [
      [sort, 'asc'],
      [sort, 'desc'],
    ]),
  )('by %s %s page by page, each once, also those that have not arrived', async (sort, order) => {
    const seen: number[] = [];
    const window = { departureFrom: '2026-01-01T00:00:00Z', departureTo: '2026-01-01T05:01:00Z' };
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await find({ ...window, sort, order, limit: 70, cursor });
      seen.push(...page.items.map(nth));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(300);
    expect(new Set(seen).size).toBe(300);
    if (sort === 'arrival') expect([...seen.slice(-3)].sort()).toEqual([100, 200, 300]);
  });

  it('and a cursor of another order is refused', async () => {
    const { nextCursor: cursor } = await find({ sort: 'updated', limit: 1 });
    const refused = { code: 'invalid_cursor' };
    await expect(find({ sort: 'updated', order: 'asc', cursor })).rejects.toMatchObject(refused);
    await expect(find({ cursor })).rejects.toMatchObject(refused);
  });
});

describe('what a page costs', () => {
  type Plan = {
    'Node Type': string;
    'Relation Name'?: string;
    'Index Name'?: string;
    'Actual Rows': number;
    'Rows Removed by Filter'?: number;
    'Rows Removed by Index Recheck'?: number;
    Plans?: Plan[];
  };
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

  /** The indices of the plan, and how many rows were looked at. */
  const costOf = async (asked: object) => {
    const wanted = query(asked);
    const { text, values } = tripsStatement(wanted, await trucksOfText(models.database, wanted.text));
    const [row] = await models.database.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      text: `explain (analyze, format json) ${text}`,
      values,
    });
    const parts = row === undefined ? [] : nodes(row['QUERY PLAN'][0].Plan);
    // Names are looked up of the rows that are found; how is no question of how many trips there are.
    const all = parts.filter((node) => node['Relation Name'] !== 'registry');
    return {
      indices: all.flatMap((node) => node['Index Name'] ?? []),
      sorts: all.filter((node) => node['Node Type'].includes('Sort')).length,
      scans: all.filter((node) => node['Node Type'] === 'Seq Scan').length,
      rows: Math.max(...all.map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))),
    };
  };

  it.each([
    ['departure', 'desc', 'trips_by_departure'],
    ['departure', 'asc', 'trips_by_departure'],
    ['arrival', 'desc', 'trips_by_last_arrival'],
    ['arrival', 'asc', 'trips_by_first_arrival'],
    ['updated', 'desc', 'trips_by_update'],
    ['updated', 'asc', 'trips_by_update'],
    ['vpcId', 'desc', 'trips_in_order_of_vpc_id'],
    ['vpcId', 'asc', 'trips_in_order_of_vpc_id'],
  ])('by %s %s is that of its rows, on the first page as on the hundredth', async (sort, order, index) => {
    const page = { sort, order, limit: 50 };
    const cost = { indices: [index], sorts: 0, scans: 0, rows: 51 };
    expect(await costOf(page)).toEqual(cost);
    let cursor: string | null = null;
    for (let count = 1; count < 100; count++) {
      ({ nextCursor: cursor } = await find({ ...page, cursor: cursor ?? undefined }));
    }
    expect(await costOf({ ...page, cursor })).toEqual(cost);
  });

  it.each<[object, string, number]>([
    [{ container: 'TCNU0000123' }, 'trips_found', 1],
    [{ text: 'tcnu0012345' }, 'trips_found', 200],
    [{ text: 'zzzz' }, 'trips_found', 0],
    [{ text: 'kbx 123a' }, 'trips_by_truck', 100],
    [{ locationId: idOf(placeKind, 11), sort: 'updated' }, 'trips_found', 300],
    [{ stage: 'offloading' }, 'trips_', 51],
    [{ delayed: 'true', limit: 5 }, 'trips_', 51],
    [{ truckId: idOf(truckKind, 7), sort: 'updated' }, 'trips_by_truck', 100],
  ])('filtered by %j is that of what is found', async (asked, index, rowsMax) => {
    const cost = await costOf(asked);
    expect(cost.indices.join()).toContain(index);
    expect(cost.rows).toBeLessThanOrEqual(rowsMax);
  });
});

/** The nths whose update comes last: their place in the order is nth × 31 modulo all. */
function newestUpdates(count: number): number[] {
  const all = Array.from({ length: trips }, (_, index) => index + 1);
  return all.sort((a, b) => ((b * 31) % trips) - ((a * 31) % trips)).slice(0, count);
}

/** The nth whose business id is V000007. */
function seventh(): number {
  return (
    Array.from({ length: trips }, (_, index) => index + 1).find((one) => (one * 7919) % trips === 7) ?? 0
  );
}
