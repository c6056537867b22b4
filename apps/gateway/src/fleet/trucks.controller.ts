import { Controller } from '@nestjs/common';
import { routes, type TruckIdentities, type TruckStatusView } from '@watch-tower/contracts';
import { IdParam, Route } from '../edge/route.js';
import { GetTruckStatus } from '../read-models/get-truck-status/get-truck-status.js';
import { RegistryView } from '../read-models/registry/registry.js';
import { truckNotFound } from './known-truck.js';

/** What is asked about trucks beside their master data and their whereabouts. */
@Controller()
export class TrucksController {
  constructor(
    private readonly status: GetTruckStatus,
    private readonly registry: RegistryView,
  ) {}

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
