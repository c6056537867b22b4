import { Controller } from '@nestjs/common';
import {
  routes,
  type FindTrucksQuery,
  type Page,
  type TruckStatusView,
  type TruckView,
} from '@watch-tower/contracts';
import { versioned, type Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import { ConditionsOf, type Conditions } from '../operations/request-conditions.js';
import { FindTrucks } from '../read-models/find-trucks/find-trucks.js';
import { GetTruckStatus } from '../read-models/get-truck-status/get-truck-status.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { KnownTruck, truckNotFound } from './known-truck.js';
import { registerTruck } from './register/register.js';

@Controller()
export class TrucksController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly trucks: FindTrucks,
    private readonly known: KnownTruck,
    private readonly status: GetTruckStatus,
  ) {}

  @Route(routes.findTrucks)
  find(@QueryOf(routes.findTrucks) query: FindTrucksQuery): Promise<Page<TruckView>> {
    return this.trucks.find(query);
  }

  @Route(routes.getTruck)
  async get(@IdParam() id: string): Promise<Answer> {
    return versioned(await this.known.read(id));
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
}
