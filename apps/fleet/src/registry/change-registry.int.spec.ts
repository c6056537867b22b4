import { topics, type CommandOutcome, type Truck } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import fc from 'fast-check';
import {
  commandOf,
  commandWith,
  openFleet,
  reportOf,
  secondsAgo,
  type Fleet,
  type Service,
} from '../testing/fleet.js';

const person = { name: 'A Driver', phone: null, hasSmartphone: true, truckId: null };
const place = {
  name: 'Apapa Terminal',
  type: 'terminal',
  address: null,
  city: 'Lagos',
  state: null,
  fence: { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 200 },
  loconavGeofenceId: null,
} as const;
const minute = 60;

describe('changing master data', () => {
  let fleet: Fleet;
  let service: Service;

  beforeAll(async () => {
    fleet = await openFleet();
    service = fleet.start();
  });
  afterAll(() => fleet.close());

  const carryOut = async (command: ReturnType<typeof commandWith>): Promise<CommandOutcome> => {
    await service.registrar.carryOut(command);
    const outcomes = await fleet.published(topics.commandOutcomes);
    return outcomes.findLast(({ key }) => key === command.id)?.data as CommandOutcome;
  };
  const updateTruck = (id: string, change: object, expectedVersion?: number) =>
    carryOut(commandWith('watchtower.fleet.update-truck.v1', id, { change, expectedVersion }));
  const retireTruck = (id: string, expectedVersion?: number) =>
    carryOut(commandWith('watchtower.fleet.retire-truck.v1', id, { expectedVersion }));
  const statesOf = async (key: string) =>
    (await fleet.published(topics.registryState)).filter((state) => state.key === key);
  const truckState = async (id: string) => (await statesOf(`truck:${id}`)).at(-1)?.data as Truck;

  it('updates a truck, tells the new state under the next version, and keeps what was not named', async () => {
    const id = await service.registerTruck('UP 1');
    const outcome = await updateTruck(id, { status: 'maintenance', displayNumber: 'Truck one' }, 1);
    expect(outcome).toMatchObject({ result: 'succeeded', version: 2 });
    expect(await statesOf(`truck:${id}`)).toMatchObject([
      { version: 1, data: { status: 'operational' } },
      { version: 2, data: { number: 'UP 1', status: 'maintenance', displayNumber: 'Truck one' } },
    ]);
    const events = await fleet.database.query(
      sql`select version, type, data from events where stream_id = ${`truck:${id}`} order by version`,
    );
    expect(events).toMatchObject([
      { version: 1, type: 'truck-registered' },
      { version: 2, type: 'truck-updated', data: { by: 'someone', fields: ['displayNumber', 'status'] } },
    ]);
  });

  it('refuses a stale version, and what is not there; what is so already succeeds in silence', async () => {
    const id = await service.registerTruck('UP 2');
    await updateTruck(id, { brand: 'Mack' });
    expect(await updateTruck(id, { brand: 'MAN' }, 1)).toMatchObject({
      refusal: { kind: 'stale', code: 'stale_version' },
    });
    expect(await updateTruck(id, { brand: 'Mack' }, 2)).toMatchObject({ result: 'succeeded', version: 2 });
    expect(await statesOf(`truck:${id}`)).toHaveLength(2);
    expect(await updateTruck(newId(), { brand: 'MAN' })).toMatchObject({
      refusal: { kind: 'not_found', code: 'truck_not_found' },
    });
  });

  it('changes organizations, drivers and locations by the same rules', async () => {
    const ids = { organization: newId(), driver: newId(), location: newId() };
    const { organization, driver, location } = ids;
    const register = 'watchtower.fleet.register';
    await carryOut(commandOf(`${register}-organization.v1`, organization, { name: 'O', type: 'client' }));
    await carryOut(commandOf(`${register}-driver.v1`, driver, person));
    await carryOut(commandOf(`${register}-location.v1`, location, place));
    const update = 'watchtower.fleet.update';
    await carryOut(commandWith(`${update}-organization.v1`, organization, { change: { name: 'P' } }));
    await carryOut(commandWith(`${update}-driver.v1`, driver, { change: { phone: '+234' } }));
    await carryOut(commandWith(`${update}-location.v1`, location, { change: { fence: null } }));
    const retire = 'watchtower.fleet.retire';
    for (const kind of ['organization', 'driver', 'location'] as const) {
      const outcome = await carryOut(commandWith(`${retire}-${kind}.v1`, ids[kind], { expectedVersion: 2 }));
      expect(outcome).toMatchObject({ result: 'succeeded', version: 3, subject: { kind } });
    }
    const last = async (key: string) => (await statesOf(key)).at(-1);
    const retiredAt = expect.any(String) as string;
    expect(await last(`organization:${organization}`)).toMatchObject({
      version: 3,
      data: { name: 'P', retiredAt },
    });
    expect(await last(`driver:${driver}`)).toMatchObject({ version: 3, data: { phone: '+234', retiredAt } });
    expect(await last(`location:${location}`)).toMatchObject({
      version: 3,
      data: { fence: null, retiredAt },
    });
  });

  it('retires nothing that something in use refers to, and refers to nothing retired', async () => {
    const [organization, driver] = [newId(), newId()];
    await carryOut(
      commandOf('watchtower.fleet.register-organization.v1', organization, {
        name: 'O',
        type: 'transporter',
      }),
    );
    const truck = await service.registerTruck('REF 1');
    await updateTruck(truck, { organizationId: organization });
    await carryOut(commandOf('watchtower.fleet.register-driver.v1', driver, { ...person, truckId: truck }));
    const retireOrganization = () =>
      carryOut(commandWith('watchtower.fleet.retire-organization.v1', organization, {}));
    expect(await retireOrganization()).toMatchObject({ refusal: { code: 'organization_in_use' } });
    expect(await retireTruck(truck)).toMatchObject({ refusal: { code: 'truck_in_use' } });
    await carryOut(commandWith('watchtower.fleet.retire-driver.v1', driver, {}));
    expect(await retireTruck(truck)).toMatchObject({ result: 'succeeded' });
    expect(await retireOrganization()).toMatchObject({ result: 'succeeded' });
    expect(await updateTruck(truck, { retired: false })).toMatchObject({
      refusal: { kind: 'conflict', code: 'organization_retired', field: 'organizationId' },
    });
    expect(await updateTruck(truck, { retired: false, organizationId: null })).toMatchObject({
      result: 'succeeded',
    });
  });

  it('frees the plate of a retired truck, which comes back under another where that was taken', async () => {
    const id = await service.registerTruck('FREE 1', '55555555');
    await retireTruck(id, 1);
    expect(await updateTruck(id, { brand: 'MAN' })).toMatchObject({ refusal: { code: 'truck_retired' } });
    const heir = await service.registerTruck('FREE-1');
    expect((await truckState(heir)).plate).toBe('FREE1');
    expect(await updateTruck(id, { retired: false })).toMatchObject({
      refusal: { code: 'truck_number_taken' },
    });
    expect(await updateTruck(id, { retired: false, number: 'FREE 2' })).toMatchObject({ version: 3 });
    expect(await truckState(id)).toMatchObject({ plate: 'FREE2', imei: '55555555', retiredAt: null });
  });

  it('gives a device to another truck once the first has given it up, and tells of both', async () => {
    const imei = '66666666';
    const [first, second] = [
      await service.registerTruck('DEV 1', imei),
      await service.registerTruck('DEV 2'),
    ];
    expect(await updateTruck(second, { imei })).toMatchObject({
      refusal: { code: 'imei_taken', field: 'imei' },
    });
    await updateTruck(first, { imei: null });
    expect(await updateTruck(second, { imei })).toMatchObject({ result: 'succeeded' });
    const [gaveUp, has] = [await truckState(first), await truckState(second)];
    const until = gaveUp.identities.find(({ kind }) => kind === 'imei')?.until;
    expect(gaveUp.identities).toContainEqual({ kind: 'imei', value: imei, from: null, until });
    expect(has.identities).toContainEqual({ kind: 'imei', value: imei, from: until, until: null });
  });

  it('lets one of two have a device that both ask for at once', async () => {
    const trucks = await Promise.all(
      ['RACE 1', 'RACE 2', 'RACE 3'].map((plate) => service.registerTruck(plate)),
    );
    const outcomes = await Promise.all(trucks.map((id) => updateTruck(id, { imei: '77777777' })));
    expect(outcomes.map(({ result }) => result).sort()).toEqual(['refused', 'refused', 'succeeded']);
  });

  it('gives a late report to the truck that the device was in when it was made', async () => {
    const imei = '88888888';
    const [first, second] = [
      await service.registerTruck('LATE 1', imei),
      await service.registerTruck('LATE 2'),
    ];
    await service.take([reportOf({ imei, at: secondsAgo(50 * minute) })]);
    await updateTruck(first, { imei: null });
    // As if it had been given up half an hour ago.
    await fleet.database.query(sql`
      update truck_identities set held_until = ${secondsAgo(30 * minute)} where value = ${imei}`);
    await service.take([
      reportOf({ imei, at: secondsAgo(40 * minute) }),
      reportOf({ imei, at: secondsAgo(20 * minute) }),
    ]);
    await service.release.releaseAll();
    const positions = async () =>
      (await fleet.positions())
        .filter(({ truckId }) => truckId === first || truckId === second)
        .map(({ truckId, deviceTime }) => [truckId === first ? 'first' : 'second', deviceTime.getTime()])
        .sort((a, b) => Number(a[1]) - Number(b[1]));
    const ofFirst = [50, 40].map((minutes) => ['first', secondsAgo(minutes * minute).getTime()]);
    expect(await positions()).toEqual(ofFirst);

    await updateTruck(second, { imei });
    await service.release.releaseAll();
    await service.take([
      reportOf({ imei, at: secondsAgo(10 * minute) }),
      reportOf({ imei, at: secondsAgo(35 * minute) }),
    ]);
    expect(await positions()).toEqual([
      ...ofFirst,
      ['first', secondsAgo(35 * minute).getTime()],
      ['second', secondsAgo(20 * minute).getTime()],
      ['second', secondsAgo(10 * minute).getTime()],
    ]);
  });

  it('knows a truck by the number that LocoNav shows, after its plate', async () => {
    const [shown, plated] = [await service.registerTruck('SHOW 1'), await service.registerTruck('SHOW 2')];
    await updateTruck(shown, { displayNumber: 'Lagoon 7' });
    await updateTruck(plated, { displayNumber: 'SHOW-1' });
    await service.take([
      reportOf({ plate: 'lagoon-7', at: secondsAgo(3) }),
      reportOf({ plate: 'SHOW1', at: secondsAgo(2) }),
    ]);
    const ofShown = (await fleet.positions()).filter(({ truckId }) => truckId === shown);
    expect(ofShown).toHaveLength(2);
  });

  it('ends as the commands that were taken say, whatever is asked in whatever order', async () => {
    const step = fc.record({
      truck: fc.nat({ max: 2 }),
      verb: fc.constantFrom('update', 'update', 'retire', 'reinstate'),
      imei: fc.constantFrom(null, '90000001', '90000002', undefined),
      brand: fc.constantFrom('MAN', 'Mack', undefined),
      behind: fc.constantFrom(undefined, 0, 0, 1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await fleet.clear();
        const ids = await Promise.all(['P 1', 'P 2', 'P 3'].map((plate) => service.registerTruck(plate)));
        type Model = {
          id: string;
          version: number;
          retired: boolean;
          imei: string | null;
          brand: string | null;
        };
        const models = ids.map((id): Model => ({ id, version: 1, retired: false, imei: null, brand: null }));
        for (const { truck, verb, imei, brand, behind } of steps) {
          const model = models[truck];
          if (model === undefined) continue;
          const { id } = model;
          const expected = behind === undefined ? undefined : model.version - behind;
          const change = { imei, brand, ...(verb === 'reinstate' ? { retired: false as const } : {}) };
          const outcome = await (verb === 'retire'
            ? retireTruck(id, expected)
            : updateTruck(id, change, expected));
          const before = { ...model };
          if (outcome.result === 'succeeded') {
            if (verb === 'retire') model.retired = true;
            else {
              model.retired = false;
              if (imei !== undefined) model.imei = imei;
              if (brand !== undefined) model.brand = brand;
            }
            const changed = JSON.stringify(before) !== JSON.stringify(model);
            model.version += changed ? 1 : 0;
            expect(outcome.version).toBe(model.version);
          } else if (outcome.result === 'refused') {
            const isTaken = models.some(
              (other) =>
                other !== model &&
                !other.retired &&
                other.imei !== null &&
                other.imei === (imei === undefined ? model.imei : imei),
            );
            const why = [
              ...(behind === 1 ? ['stale_version'] : []),
              ...(model.retired && verb === 'update' ? ['truck_retired'] : []),
              ...(isTaken && verb !== 'retire' ? ['imei_taken'] : []),
            ];
            expect(why).toContain(outcome.refusal.code);
          }
        }
        for (const { id, version, retired, imei, brand } of models) {
          const state = (await statesOf(`truck:${id}`)).at(-1);
          expect(state).toMatchObject({ version, data: { imei, brand } });
          const [row] = await fleet.database.query(sql`
            select version, imei, brand, retired_at is not null as retired,
              (select version from events where stream_id = ${`truck:${id}`} order by version desc limit 1) as events,
              (select value from truck_identities where truck_id = trucks.id and kind = 'imei' and held_until is null) as held
            from trucks where id = ${id}`);
          expect(row).toEqual({
            version,
            imei,
            brand,
            retired,
            events: version,
            held: retired ? null : imei,
          });
        }
      }),
      { seed: 4, numRuns: 15 },
    );
  });
});
