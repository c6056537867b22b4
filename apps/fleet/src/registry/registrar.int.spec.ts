import { topics, type CommandOutcome, type Fence } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { commandOf, openFleet, truckDefaults, type Fleet, type Service } from '../testing/fleet.js';

const registerTruck = 'watchtower.fleet.register-truck.v1';
const registerOrganization = 'watchtower.fleet.register-organization.v1';
const registerDriver = 'watchtower.fleet.register-driver.v1';
const registerLocation = 'watchtower.fleet.register-location.v1';

const place = {
  name: 'Apapa Terminal',
  type: 'terminal',
  address: null,
  city: 'Lagos',
  state: null,
  fence: null,
  loconavGeofenceId: 7,
} as const;
const person = { name: 'A Driver', phone: null, hasSmartphone: true, truckId: null };

describe('registering master data', () => {
  let fleet: Fleet;
  let service: Service;

  beforeAll(async () => {
    fleet = await openFleet();
    service = fleet.start();
  });
  afterAll(() => fleet.close());

  const outcomesOf = async (commandId: string) =>
    (await fleet.published(topics.commandOutcomes))
      .filter(({ key }) => key === commandId)
      .map(({ id, data }) => ({ id, outcome: data as CommandOutcome }));

  const outcomeOf = async (command: { readonly id: string }) => (await outcomesOf(command.id))[0]?.outcome;

  const carryOut = async (command: ReturnType<typeof commandOf>) => {
    await service.registrar.carryOut(command);
    return outcomeOf(command);
  };

  it('writes a truck with all its fields, tells its state, and answers', async () => {
    const organizationId = newId();
    await carryOut(commandOf(registerOrganization, organizationId, { name: 'Haulier', type: 'transporter' }));
    const id = newId();
    const fields = {
      number: 'KBX 123-a',
      loconavVehicleId: 'uuid-1',
      displayNumber: 'Haulier 1',
      loconavNumericId: 48_213,
      imei: '0210716299',
      organizationId,
      company: 'Haulier Ltd',
      fleetManager: 'M',
      status: 'maintenance',
      brand: 'Mack',
      trailerSize: '40ft',
      operatingLocation: 'Apapa',
    } as const;
    const outcome = await carryOut(commandOf(registerTruck, id, fields));

    expect(outcome).toMatchObject({ result: 'succeeded', version: 1, subject: { kind: 'truck', id } });
    const state = (await fleet.published(topics.registryState)).find(({ key }) => key === `truck:${id}`);
    expect(state).toMatchObject({ version: 1, data: { id, ...fields, plate: 'KBX123A' } });
    const [row] = await fleet.database.query(sql`
      select truck_number, plate, imei, organization_id, status, trailer_size, version from trucks where id = ${id}`);
    expect(row).toEqual({
      truck_number: 'KBX 123-a',
      plate: 'KBX123A',
      imei: '0210716299',
      organization_id: organizationId,
      status: 'maintenance',
      trailer_size: '40ft',
      version: 1,
    });
  });

  it('writes drivers and locations', async () => {
    const truckId = await service.registerTruck('D1');
    const driverId = newId();
    expect(await carryOut(commandOf(registerDriver, driverId, { ...person, truckId }))).toMatchObject({
      result: 'succeeded',
    });
    const locationId = newId();
    const fence: Fence = { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 200 };
    expect(await carryOut(commandOf(registerLocation, locationId, { ...place, fence }))).toMatchObject({
      result: 'succeeded',
    });
    const [driver] = await fleet.database.query(
      sql`select name, truck_id from drivers where id = ${driverId}`,
    );
    expect(driver).toEqual({ name: 'A Driver', truck_id: truckId });
    const [location] = await fleet.database.query(
      sql`select latitude, longitude, fence, geofence_id from locations where id = ${locationId}`,
    );
    expect(location).toEqual({ latitude: 6.44, longitude: 3.36, fence, geofence_id: '7' });
  });

  it('keeps names of people out of the events', async () => {
    const [found] = await fleet.database.query<{ count: string }>(
      sql`select count(*) from events where data::text like '%A Driver%' or data::text like '%Haulier%'`,
    );
    expect(found?.count).toBe('0');
  });

  it('decides a command once, however often and however simultaneously it is given', async () => {
    const command = commandOf(registerTruck, newId(), { ...truckDefaults, number: 'ONCE 1' });
    const others = [service, fleet.start(), fleet.start(), fleet.start()];
    await Promise.all(others.map(({ registrar }) => registrar.carryOut(command)));
    const outcomes = await outcomesOf(command.id);
    expect(outcomes).toHaveLength(4);
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1);
    expect(outcomes[0]?.outcome).toMatchObject({ result: 'succeeded', version: 1 });
    const states = (await fleet.published(topics.registryState)).filter(
      ({ key }) => key === `truck:${command.subject}`,
    );
    expect(states).toHaveLength(1);
  });

  it('remembers a refusal as it remembers a success', async () => {
    const truckId = newId();
    const command = commandOf(registerDriver, newId(), { ...person, truckId });
    await carryOut(command);
    await service.registrar.carryOut(
      commandOf(registerTruck, truckId, { ...truckDefaults, number: 'LATER 1' }),
    );
    await carryOut(command);
    const outcomes = await outcomesOf(command.id);
    expect(outcomes.map(({ outcome }) => outcome.result)).toEqual(['refused', 'refused']);
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1);
  });

  it('lets one of two trucks have a plate, whoever comes first', async () => {
    const rivals = ['RIV AL1', 'riv-al1', 'RIVAL1'].map((number) =>
      commandOf(registerTruck, newId(), { ...truckDefaults, number }),
    );
    await Promise.all(rivals.map((command) => service.registrar.carryOut(command)));
    const outcomes = await Promise.all(rivals.map(outcomeOf));
    expect(outcomes.map((outcome) => outcome?.result).sort()).toEqual(['refused', 'refused', 'succeeded']);
    expect(outcomes.find((outcome) => outcome?.result === 'refused')).toMatchObject({
      refusal: { kind: 'conflict', code: 'truck_number_taken', field: 'number' },
    });
  });

  it('refuses another body under the same command id', async () => {
    const id = newId();
    const first = commandOf(registerTruck, id, { ...truckDefaults, number: 'BODY 1' });
    await carryOut(first);
    await service.registrar.carryOut(
      commandOf(registerTruck, id, { ...truckDefaults, number: 'BODY 2' }, first.id),
    );
    expect((await outcomesOf(first.id)).map(({ outcome }) => outcome)).toMatchObject([
      { result: 'succeeded' },
      { result: 'refused', refusal: { kind: 'key_reused', code: 'key_reused' } },
    ]);
  });

  it('refuses an id that is registered already', async () => {
    const id = newId();
    await carryOut(commandOf(registerTruck, id, { ...truckDefaults, number: 'TWICE 1' }));
    expect(
      await carryOut(commandOf(registerTruck, id, { ...truckDefaults, number: 'TWICE 2' })),
    ).toMatchObject({ result: 'refused', refusal: { kind: 'conflict', code: 'already_registered' } });
  });

  it('names what is wrong with a truck', async () => {
    const known = { ...truckDefaults, number: 'KNOWN 1', imei: '11111111', loconavVehicleId: 'known-1' };
    await carryOut(commandOf(registerTruck, newId(), known));
    const refused = async (fields: Partial<typeof known>) =>
      carryOut(
        commandOf(registerTruck, newId(), {
          ...truckDefaults,
          number: `N${newId()}`.slice(0, 20),
          ...fields,
        }),
      );
    expect(await refused({ imei: '11111111' })).toMatchObject({
      refusal: { code: 'imei_taken', field: 'imei' },
    });
    expect(await refused({ loconavVehicleId: 'known-1' })).toMatchObject({
      refusal: { code: 'loconav_vehicle_taken', field: 'loconavVehicleId' },
    });
    expect(await refused({ number: '- -' })).toMatchObject({ refusal: { code: 'truck_number_empty' } });
    expect(await refused({ number: 'A\0B' })).toMatchObject({ refusal: { code: 'text_with_nul' } });
    expect(await refused({ organizationId: newId() })).toMatchObject({
      refusal: { kind: 'not_found', code: 'organization_not_found', field: 'organizationId' },
    });
  });

  it('names what is wrong with a driver and with a location', async () => {
    expect(await carryOut(commandOf(registerDriver, newId(), { ...person, truckId: newId() }))).toMatchObject(
      { refusal: { kind: 'not_found', code: 'truck_not_found', field: 'truckId' } },
    );
    const fence: Fence = {
      shape: 'polygon',
      ring: [
        [3.36, 6.43],
        [3.37, 6.44],
        [3.37, 6.43],
        [3.36, 6.44],
        [3.36, 6.43],
      ],
    };
    expect(await carryOut(commandOf(registerLocation, newId(), { ...place, fence }))).toMatchObject({
      refusal: { kind: 'invalid', code: 'fence_crosses_itself', field: 'fence' },
    });
  });
});
