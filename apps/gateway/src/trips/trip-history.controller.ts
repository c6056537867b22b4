import { Controller } from '@nestjs/common';
import { routes, type GetTripHistoryQuery, type Page, type TripHistoryEntry } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { IdParam, QueryOf, Route } from '../edge/route.js';
import { GetTripHistory } from '../read-models/get-trip-past/get-trip-history.js';

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
    throw new ProblemError('not_found', 'trip_not_found', 'There is no such trip.');
  }
}
