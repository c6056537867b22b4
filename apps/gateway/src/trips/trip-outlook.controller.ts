import { Controller } from '@nestjs/common';
import { routes, type TripOutlook } from '@watch-tower/contracts';
import { IdParam, Route } from '../edge/route.js';
import { GetTripOutlook } from '../read-models/get-trip-outlook/get-trip-outlook.js';
import { tripNotFound } from './trip-not-found.js';

/** When a trip's truck will be there. */
@Controller()
export class TripOutlookController {
  constructor(private readonly outlooks: GetTripOutlook) {}

  /** @throws ProblemError 404 `trip_not_found`. */
  @Route(routes.getTripOutlook)
  async get(@IdParam() id: string): Promise<TripOutlook> {
    const read = await this.outlooks.read(id);
    if (read === undefined) throw tripNotFound();
    return read;
  }
}
