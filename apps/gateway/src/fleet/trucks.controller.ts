import { Controller } from '@nestjs/common';
import {
  routes,
  type FindFleetPastQuery,
  type FleetPastPage,
  type TruckIdentities,
  type TruckStatusView,
} from '@watch-tower/contracts';
import { IdParam, QueryOf, Route } from '../edge/route.js';
import { FindFleetPast } from '../read-models/find-fleet-past/find-fleet-past.js';
import { GetTruckStatus } from '../read-models/get-truck-status/get-truck-status.js';
import { RegistryView } from '../read-models/registry/registry.js';
import { truckNotFound } from './known-truck.js';

/** What is asked about trucks beside their master data and where each of them is. */
@Controller()
export class TrucksController {
  constructor(
    private readonly status: GetTruckStatus,
    private readonly registry: RegistryView,
    private readonly past: FindFleetPast,
  ) {}

  @Route(routes.findFleetPast)
  fleetPast(@QueryOf(routes.findFleetPast) query: FindFleetPastQuery): Promise<FleetPastPage> {
    return this.past.find(query);
  }

  @Route(routes.getTruckStatus)
  async statusOf(@IdParam() id: string): Promise<TruckStatusView> {
    const status = await this.status.read(id);
    if (status === undefined) throw truckNotFound();
    return status;
  }

  @Route(routes.getTruckIdentities)
  async identities(@IdParam() id: string): Promise<TruckIdentities> {
    const truck = await this.registry.of('truck').read(id);
    if (truck === undefined) throw truckNotFound();
    return { items: truck.identities };
  }
}
