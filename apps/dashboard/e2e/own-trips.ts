import { until, type InBrowser } from './in-browser.js';

type Item = { id: string };
type Status = { currentTrip: unknown; lastSeenAt: string | null };

/** A truck that is on no trip and has been heard of: the trucks of the demo drive. */
export async function freeTruck(browser: InBrowser): Promise<string> {
  const { items } = await browser.get<{ items: Item[] }>('/api/v1/trucks?limit=50&status=operational');
  for (const { id } of items) {
    const { currentTrip, lastSeenAt } = await browser.get<Status>(`/api/v1/trucks/${id}/status`);
    if (currentTrip === null && lastSeenAt !== null) return id;
  }
  throw new Error('every truck of the demo is on a trip');
}

const idleStages = new Set(['planned', 'assigned', 'completed', 'cancelled', 'failed']);

/** A driver who is on no trip; one at the pickup is. */
export async function freeDriver(browser: InBrowser): Promise<string> {
  const { items } = await browser.get<{ items: Item[] }>('/api/v1/drivers?limit=50');
  for (const { id } of items) {
    const trips = await browser.get<{ items: { stage: string }[] }>(`/api/v1/trips?driverId=${id}&limit=50`);
    if (trips.items.every(({ stage }) => idleStages.has(stage))) return id;
  }
  throw new Error('every driver of the demo is on a trip');
}

/** Two places that a trip can be between, by their names. */
export async function twoPlaces(browser: InBrowser): Promise<{ id: string; name: string }[]> {
  const { items } = await browser.get<{ items: { id: string; name: string }[] }>('/api/v1/locations?limit=2');
  return items;
}

/** The first of a list, once there is one: on a busy machine a command is answered before what it makes can be found. */
async function firstFound<Found>(browser: InBrowser, path: string): Promise<Found> {
  let items: Found[] = [];
  await until(async () => {
    ({ items } = await browser.get<{ items: Found[] }>(path));
    return items.length > 0;
  });
  return items[0] as Found;
}

/** A place on the open sea, which no truck ever reaches: what a test tells of its trip stands. */
export async function placeAtSea(browser: InBrowser, name: string): Promise<Item> {
  await browser.send('POST', '/api/v1/locations', {
    name,
    type: 'client',
    fence: { shape: 'circle', latitude: 6.1, longitude: 3.3, radiusM: 300 },
  });
  return firstFound<Item>(browser, `/api/v1/locations?text=${encodeURIComponent(name)}`);
}

/** A trip of the test's own, under way with a truck. @returns its id. */
export async function tripUnderWay(browser: InBrowser, vpcId: string): Promise<string> {
  const [pickup] = await twoPlaces(browser);
  await browser.send('POST', '/api/v1/trips', {
    vpcId,
    truckId: await freeTruck(browser),
    stops: [
      { kind: 'pickup', locationId: pickup?.id },
      { kind: 'delivery', locationId: (await placeAtSea(browser, `Sea of ${vpcId}`)).id },
    ],
    scheduledDeparture: new Date().toISOString(),
  });
  const named = `/api/v1/trips?text=${encodeURIComponent(vpcId)}`;
  const { id } = await firstFound<Item>(browser, named);
  await browser.send('POST', `/api/v1/trips/${id}/actions/start`, {});
  await until(async () => (await firstFound<{ status: string }>(browser, named)).status === 'ongoing');
  return id;
}

/** Gives the truck back. */
export async function cancelTrip(browser: InBrowser, id: string): Promise<void> {
  await browser.send('DELETE', `/api/v1/trips/${id}`, { reason: 'A test' });
}
