import { Controller } from '@nestjs/common';
import {
  routes,
  type TruckIdentities,
  type TruckLocation,
  type TruckStatusView,
} from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { IdParam, Route } from '../edge/route.js';
import { FindTrucks } from '../read-models/find-trucks/find-trucks.js';
import { GetTruckStatus } from '../read-models/get-truck-status/get-truck-status.js';
import { RegistryView } from '../read-models/registry/registry.js';

const truckNotFound = (): ProblemError =>
  new ProblemError('not_found', 'truck_not_found', 'There is no such truck.');

/** What is asked about trucks beside their master data. */
@Controller()
export class TrucksController {
  constructor(
    private readonly trucks: FindTrucks,
    private readonly status: GetTruckStatus,
    private readonly registry: RegistryView,
  ) {}

  @Route(routes.getTruckLocation)
  async location(@IdParam() id: string): Promise<TruckLocation> {
    const truck = await this.trucks.read(id);
    if (truck === undefined) throw truckNotFound();
    if (truck.position !== null) return truck.position;
    throw new ProblemError('not_found', 'position_unknown', 'This truck has not been seen yet.');
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
