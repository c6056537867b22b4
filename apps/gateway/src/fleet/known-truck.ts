import { Injectable } from '@nestjs/common';
import type { TruckView } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { FindTrucks } from '../read-models/find-trucks/find-trucks.js';

export const truckNotFound = (): ProblemError =>
  new ProblemError('not_found', 'truck_not_found', 'There is no such truck.');

/** Trucks that somebody asks for by their id. */
@Injectable()
export class KnownTruck {
  constructor(private readonly trucks: FindTrucks) {}

  /** @throws ProblemError 404 `truck_not_found`. */
  async read(id: string): Promise<TruckView> {
    const truck = await this.trucks.read(id);
    if (truck === undefined) throw truckNotFound();
    return truck;
  }
}
