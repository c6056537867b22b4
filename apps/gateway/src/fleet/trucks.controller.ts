import { Controller } from '@nestjs/common';
import {
  routes,
  type FindTrucksQuery,
  type Page,
  type TruckLocation,
  type TruckStatusView,
  type TruckView,
} from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { versioned, type Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import { ConditionsOf, type Conditions } from '../operations/request-conditions.js';
import { FindTrucks } from '../read-models/find-trucks/find-trucks.js';
import { GetTruckStatus } from '../read-models/get-truck-status/get-truck-status.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { registerTruck } from './register/register.js';

const truckNotFound = (): ProblemError =>
  new ProblemError('not_found', 'truck_not_found', 'There is no such truck.');

@Controller()
export class TrucksController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly trucks: FindTrucks,
    private readonly status: GetTruckStatus,
  ) {}

  @Route(routes.findTrucks)
  find(@QueryOf(routes.findTrucks) query: FindTrucksQuery): Promise<Page<TruckView>> {
    return this.trucks.find(query);
  }

  @Route(routes.getTruck)
  async get(@IdParam() id: string): Promise<Answer> {
    return versioned(await this.known(id));
  }

  @Route(routes.getTruckLocation)
  async location(@IdParam() id: string): Promise<TruckLocation> {
    const { position } = await this.known(id);
    if (position !== null) return position;
    throw new ProblemError('not_found', 'position_unknown', 'This truck has not been seen yet.');
  }

  @Route(routes.getTruckStatus)
  async statusOf(@IdParam() id: string): Promise<TruckStatusView> {
    const status = await this.status.read(id);
    if (status === undefined) throw truckNotFound();
    return status;
  }

  @Route(routes.createTruck)
  create(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @BodyOf(routes.createTruck) body: Parameters<typeof registerTruck>[0],
  ): Promise<Answer> {
    return this.desk.carryOut({ caller, conditions, body, command: registerTruck(body) }, this.trucks);
  }

  private async known(id: string): Promise<TruckView> {
    const truck = await this.trucks.read(id);
    if (truck === undefined) throw truckNotFound();
    return truck;
  }
}
