import { z } from 'zod';
import type { LoconavTransport } from './loconav-transport.js';
import { readPages } from './pages.js';

const polygon = z.looseObject({
  id: z.coerce.number().int(),
  name: z.string(),
  lat: z.coerce.number(),
  long: z.coerce.number(),
  radius: z.coerce.number(),
  distanceUnit: z.string().nullish(),
  active: z.boolean().nullish(),
  /** Epoch milliseconds, other than every other time. */
  updatedAt: z.coerce.number().nullish(),
});
export type Polygon = z.output<typeof polygon>;

/** LocoNav's polygons are circles; their names are unique. */
export type Circle = {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusM: number;
  readonly active: boolean;
};

const changed = z
  .looseObject({ data: z.union([z.looseObject({ polygon }).transform((data) => data.polygon), polygon]) })
  .transform(({ data }) => data);

const endpoint = 'polygons';
const pageSize = 100;

export class Polygons {
  constructor(private readonly transport: LoconavTransport) {}

  list(): Promise<Polygon[]> {
    return readPages(this.transport, { endpoint, method: 'GET', path: '/polygons' }, polygon, pageSize);
  }

  create(circle: Circle): Promise<Polygon> {
    return this.transport.call({
      endpoint,
      method: 'POST',
      path: '/polygons',
      body: bodyOf(circle),
      answer: changed,
      beforeRetry: async () => (await this.list()).find(({ name }) => name === circle.name),
    });
  }

  update(id: number, circle: Circle): Promise<Polygon> {
    const path = `/polygons/${id}`;
    return this.transport.call({ endpoint, method: 'PUT', path, body: bodyOf(circle), answer: changed });
  }
}

const bodyOf = ({ name, latitude, longitude, radiusM, active }: Circle) => ({
  polygon: { name, lat: latitude, long: longitude, distanceUnit: 'm', radius: radiusM, active },
});
