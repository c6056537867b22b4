import { Controller } from '@nestjs/common';
import {
  routes,
  type FindTrucksAtLocationQuery,
  type FindVisitsQuery,
  type Page,
  type TruckAtLocation,
  type TrucksOfLocationQuery,
  type VisitView,
} from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { IdParam, QueryOf, Route } from '../edge/route.js';
import { FindTrucksAtLocations } from '../read-models/find-trucks-at-locations/find-trucks-at-locations.js';
import { FindVisits } from '../read-models/find-visits/find-visits.js';
import { RegistryView } from '../read-models/registry/registry.js';

/** Who was, and who is, at places. */
@Controller()
export class VisitsController {
  constructor(
    private readonly visits: FindVisits,
    private readonly atLocations: FindTrucksAtLocations,
    private readonly registry: RegistryView,
  ) {}

  @Route(routes.findVisits)
  find(@QueryOf(routes.findVisits) query: FindVisitsQuery): Promise<Page<VisitView>> {
    return this.visits.find(query);
  }

  @Route(routes.findTrucksAtLocations)
  findTrucks(
    @QueryOf(routes.findTrucksAtLocations) query: FindTrucksAtLocationQuery,
  ): Promise<Page<TruckAtLocation>> {
    return this.atLocations.find(query);
  }

  @Route(routes.findTrucksOfLocation)
  async trucksOf(
    @IdParam() locationId: string,
    @QueryOf(routes.findTrucksOfLocation) query: TrucksOfLocationQuery,
  ): Promise<Page<TruckAtLocation>> {
    if ((await this.registry.of('location').read(locationId)) === undefined)
      throw new ProblemError('not_found', 'location_not_found', 'There is no such location.');
    return this.atLocations.find({ ...query, locationId });
  }
}
