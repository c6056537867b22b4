import { Controller } from '@nestjs/common';
import { routes, type GetTripHistoryQuery, type Page, type TripHistoryEntry } from '@watch-tower/contracts';
import { IdParam, QueryOf, Route } from '../edge/route.js';
import { GetTripHistory } from '../read-models/get-trip-past/get-trip-history.js';
import { tripNotFound } from './trip-not-found.js';

/** What was told of a trip, by whom and why. */
@Controller()
export class TripHistoryController {
  constructor(private readonly history: GetTripHistory) {}

  @Route(routes.getTripHistory)
  async read(
    @IdParam() id: string,
    @QueryOf(routes.getTripHistory) query: GetTripHistoryQuery,
  ): Promise<Page<TripHistoryEntry>> {
    const page = await this.history.read(id, query);
    if (page !== undefined) return page;
    throw tripNotFound();
  }
}
