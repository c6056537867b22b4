import { z } from 'zod';
import type { LoconavTransport } from './loconav-transport.js';
import { readPages } from './pages.js';
import { inSeconds, piecesOf, type Window } from './window.js';

const word = z.string().nullish();

/** Unknown fields are kept, here and in every other shape; what is optional may also be null. */
const vehicle = z.looseObject({
  vehicleUuid: z.string(),
  /** LocoNav's integer id, which trips and alerts name vehicles by. */
  id: z.union([z.number(), z.string()]).nullish(),
  number: word,
  displayNumber: word,
  vehicleType: word,
  make: word,
  model: word,
  chassisNumber: word,
  subscription: z.looseObject({ expiresAt: word }).nullish(),
  currentDevice: z
    .looseObject({ serialNumber: z.union([z.string(), z.number()]).nullish(), deviceType: word })
    .nullish(),
});
export type Vehicle = z.output<typeof vehicle>;

/** Every value is as LocoNav gave it: who stores the element wants it untouched. */
const lastKnown = z.looseObject({ vehicleId: word, vehicleNumber: word, gps: z.looseObject({}).nullish() });
export type LastKnown = z.output<typeof lastKnown>;

const coordinates = z.union([z.string(), z.looseObject({}), z.array(z.unknown())]).nullish();
const end = z.looseObject({ timestamp: z.union([z.string(), z.number()]).nullish(), coordinates }).nullish();
const movement = z.looseObject({
  movementStatus: z.string(),
  distance: z.unknown().optional(),
  averageSpeed: z.unknown().optional(),
  /** An encoded polyline. */
  path: word,
  startLocation: end,
  endLocation: end,
});
export type Movement = z.output<typeof movement>;

const distanceTravelled = z.looseObject({ data: z.looseObject({}) });

const pageSize = 100;
/** How many vehicles one question of last-known positions names. */
const chunkSize = 50;

export class Vehicles {
  constructor(private readonly transport: LoconavTransport) {}

  /** @param number only the vehicle of this number. */
  list(number?: string): Promise<Vehicle[]> {
    const query = { vehicleNumber: number };
    return readPages(
      this.transport,
      { endpoint: 'vehicles', method: 'GET', path: '/vehicles', query },
      vehicle,
      pageSize,
    );
  }

  /**
   * Where vehicles were last, asked in chunks. One that LocoNav says nothing of is missing.
   * @param each takes the answers of one chunk before the next is asked for.
   */
  async lastKnown(
    uuids: readonly string[],
    each: (positions: readonly LastKnown[]) => Promise<void>,
  ): Promise<void> {
    for (let from = 0; from < uuids.length; from += chunkSize) {
      const vehicleIds = uuids.slice(from, from + chunkSize);
      const path = '/vehicles/telematics/last_known';
      const body = { vehicleIds, sensors: ['gps'] };
      await each(
        await readPages(
          this.transport,
          { endpoint: 'last_known', method: 'POST', path, body },
          lastKnown,
          vehicleIds.length,
        ),
      );
    }
  }

  /** How a vehicle moved and stood. */
  async timeline(uuid: string, window: Window): Promise<Movement[]> {
    const movements: Movement[] = [];
    for (const piece of piecesOf(window)) {
      const path = `/vehicles/${encodeURIComponent(uuid)}/timeline`;
      const call = { endpoint: 'timeline', method: 'GET', path, query: inSeconds(piece) } as const;
      movements.push(...(await readPages(this.transport, call, movement, pageSize)));
    }
    return movements;
  }

  /**
   * What LocoNav says of the distance in a window shorter than a day; it does not publish the shape.
   * @throws RangeError where the window is longer.
   */
  async distanceTravelled(uuid: string, window: Window): Promise<Readonly<Record<string, unknown>>> {
    const [piece, ...more] = piecesOf(window);
    if (piece === undefined || more.length > 0) throw new RangeError('The window must be shorter than a day');
    const answer = await this.transport.call({
      endpoint: 'distance_travelled',
      method: 'GET',
      path: `/vehicles/${encodeURIComponent(uuid)}/distance_travelled`,
      query: inSeconds(piece),
      answer: distanceTravelled,
    });
    return answer.data;
  }
}
