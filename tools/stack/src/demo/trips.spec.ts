import { businessDate, demoTrips } from './trips.js';
import type { Job, World, WorldTruck } from './world.js';

const now = new Date('2026-04-01T12:00:00.000Z');
const hoursFromNow = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
const job = (fromHours: number, toHours: number): Job => ({
  pickup: 'apapa',
  delivery: 'ikeja',
  emptyReturn: 'depot',
  startsAt: hoursFromNow(fromHours),
  endsAt: hoursFromNow(toHours),
});
const truck = (index: number): WorldTruck => ({
  plate: `T${10_000 + index}LA`,
  imei: String(index).padStart(15, '0'),
  loconavVehicleId: `vehicle-${index}`,
  brand: 'Mack',
  trailerSize: '40ft',
  transporter: 'Iroko',
  driver: { name: 'Musa', phone: '+2348000000000' },
  jobs: [job(-1 - (index % 5), 5 - (index % 5)), job(6, 12)],
});
const world: World = {
  trucks: Array.from({ length: 30 }, (_, index) => truck(index)),
  places: [],
  organizations: [],
  clientsByPlace: {},
};

describe('demo trips', () => {
  const trips = demoTrips(world, now);

  it('are the same for the same world and moment', () => {
    expect(demoTrips(world, now)).toEqual(trips);
  });

  it('have business ids of the known form, each once', () => {
    const ids = trips.map(({ vpcId }) => vpcId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}-T\d{5}LA-CA\d+$/);
  });

  it('put no truck on two trips under way', () => {
    const underWay = trips
      .filter(({ steps }) => steps.length > 0 && steps.at(-1)?.action !== 'cancel')
      .map(({ truck: { plate } }) => plate);
    expect(new Set(underWay).size).toBe(underWay.length);
  });

  it('are in many states', () => {
    const last = new Set(trips.map(({ steps }) => steps.at(-1)?.action));
    expect([...last]).toEqual(expect.arrayContaining(['complete', 'cancel', undefined]));
  });

  it('report nothing from the future, and everything in order', () => {
    for (const { steps } of trips) {
      const times = steps.map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
      for (const at of times) expect(Date.parse(at)).toBeLessThanOrEqual(now.getTime());
    }
  });
});

describe('a business date', () => {
  it('is written as the business does', () => {
    expect(businessDate('2025-04-01T23:59:00Z')).toBe('01/Apr/2025');
  });
});
