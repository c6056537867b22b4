import { z } from 'zod';
import { places } from '@watch-tower/simulator-domain';
import { Refusal } from './answers.js';
import { polygonIdOf } from './identities.js';

export interface Polygon {
  readonly id: number;
  readonly name: string;
  readonly lat: number;
  readonly long: number;
  readonly distanceUnit: string;
  readonly radius: number;
  readonly active: boolean;
  /** Epoch ms, other than every other time. */
  readonly updatedAt: number;
}

const body = z.object({
  polygon: z.object({
    name: z.string().trim().min(1).max(200),
    lat: z.number().min(-90).max(90),
    long: z.number().min(-180).max(180),
    distanceUnit: z.literal('m').default('m'),
    radius: z.number().positive().max(100_000),
    active: z.boolean().default(true),
  }),
});

const POLYGONS_MAX = 10_000;

/** The account's circles: at first the world's places. */
export class Polygons {
  private readonly polygons = new Map<number, Polygon>();

  constructor(nowMs: number) {
    for (const place of places) {
      const { name, lat, lon: long, radiusM: radius } = place;
      const id = polygonIdOf(place);
      this.polygons.set(id, {
        id,
        name,
        lat,
        long,
        distanceUnit: 'm',
        radius,
        active: true,
        updatedAt: nowMs,
      });
    }
  }

  list(): readonly Polygon[] {
    return [...this.polygons.values()];
  }

  has(id: number): boolean {
    return this.polygons.has(id);
  }

  create(request: unknown, nowMs: number): Polygon {
    if (this.polygons.size >= POLYGONS_MAX)
      throw new Refusal(422, 'Too many polygons', 'unprocessable_entity');
    return this.put(1001 + this.polygons.size, request, nowMs);
  }

  update(id: number, request: unknown, nowMs: number): Polygon {
    if (!this.polygons.has(id)) throw new Refusal(404, `polygon with id ${id} not found.`, 'not_found');
    return this.put(id, request, nowMs);
  }

  private put(id: number, request: unknown, nowMs: number): Polygon {
    const read = body.safeParse(request);
    if (!read.success) throw new Refusal(400, 'polygon is invalid', 'bad_request');
    const { polygon } = read.data;
    if (this.list().some((other) => other.id !== id && other.name === polygon.name)) {
      throw new Refusal(422, 'Name has already been taken', 'unprocessable_entity');
    }
    const made = { id, ...polygon, updatedAt: nowMs };
    this.polygons.set(id, made);
    return made;
  }
}
