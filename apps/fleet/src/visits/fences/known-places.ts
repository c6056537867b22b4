import { Injectable } from '@nestjs/common';
import type { Queryable } from '@watch-tower/database';
import { placeIndex, type Place, type PlaceIndex } from '@watch-tower/fleet-domain';
import { readFencesSince, withFence } from './fences.js';

/** The places in memory. A transaction knows by one number whether there are newer ones, and reads only those. */
@Injectable()
export class KnownPlaces {
  private readonly places = new Map<string, Place>();
  private version = 0;
  private index: PlaceIndex = placeIndex([]);

  /** @param version of the places, as the transaction sees it. */
  async at(tx: Queryable, version: number): Promise<PlaceIndex> {
    if (version > this.version) {
      for (const fence of await readFencesSince(tx, this.version)) {
        // Another slice may have read the same meanwhile.
        if (fence.placesVersion <= this.version) continue;
        this.places.set(fence.locationId, withFence(this.places.get(fence.locationId), fence));
        this.version = fence.placesVersion;
      }
      this.index = placeIndex([...this.places.values()]);
    }
    return this.index;
  }
}
