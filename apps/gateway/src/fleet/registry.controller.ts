import { Controller } from '@nestjs/common';
import {
  routes,
  type DriverView,
  type FindRegistryQuery,
  type LocationView,
  type OrganizationView,
  type Page,
} from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { versioned, type Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import type { Command } from '../operations/place-command/command.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import { ConditionsOf, type Conditions } from '../operations/request-conditions.js';
import { RegistryView, type RegistryKind } from '../read-models/registry/registry.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { registerDriver, registerLocation, registerOrganization } from './register/register.js';

/** Organizations, drivers and locations. */
@Controller()
export class RegistryController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly registry: RegistryView,
  ) {}

  @Route(routes.findDrivers)
  findDrivers(@QueryOf(routes.findDrivers) query: FindRegistryQuery): Promise<Page<DriverView>> {
    return this.registry.find('driver', query);
  }

  @Route(routes.findLocations)
  findLocations(@QueryOf(routes.findLocations) query: FindRegistryQuery): Promise<Page<LocationView>> {
    return this.registry.find('location', query);
  }

  @Route(routes.findOrganizations)
  findOrganizations(
    @QueryOf(routes.findOrganizations) query: FindRegistryQuery,
  ): Promise<Page<OrganizationView>> {
    return this.registry.find('organization', query);
  }

  @Route(routes.getDriver)
  getDriver(@IdParam() id: string): Promise<Answer> {
    return this.get('driver', id);
  }

  @Route(routes.getLocation)
  getLocation(@IdParam() id: string): Promise<Answer> {
    return this.get('location', id);
  }

  @Route(routes.getOrganization)
  getOrganization(@IdParam() id: string): Promise<Answer> {
    return this.get('organization', id);
  }

  @Route(routes.createDriver)
  createDriver(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @BodyOf(routes.createDriver) body: Parameters<typeof registerDriver>[0],
  ): Promise<Answer> {
    return this.create(caller, conditions, body, registerDriver(body));
  }

  @Route(routes.createLocation)
  createLocation(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @BodyOf(routes.createLocation) body: Parameters<typeof registerLocation>[0],
  ): Promise<Answer> {
    return this.create(caller, conditions, body, registerLocation(body));
  }

  @Route(routes.createOrganization)
  createOrganization(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @BodyOf(routes.createOrganization) body: Parameters<typeof registerOrganization>[0],
  ): Promise<Answer> {
    return this.create(caller, conditions, body, registerOrganization(body));
  }

  private async get(kind: Exclude<RegistryKind, 'truck'>, id: string): Promise<Answer> {
    const entity = await this.registry.read(kind, id);
    if (entity === undefined)
      throw new ProblemError('not_found', `${kind}_not_found`, `There is no such ${kind}.`);
    return versioned(entity);
  }

  private create(caller: Caller, conditions: Conditions, body: unknown, command: Command): Promise<Answer> {
    const read = (id: string) => this.registry.read(command.subject.kind as RegistryKind, id);
    return this.desk.carryOut({ caller, conditions, body, command }, { read });
  }
}
