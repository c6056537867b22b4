import { Controller, type Type } from '@nestjs/common';
import { routes, type Page, type RouteDefinition } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import type { z } from 'zod';
import { versioned, type Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import type { Command } from '../operations/place-command/command.js';
import { ConditionsOf, type Conditions } from '../operations/request-conditions.js';
import { FindTrucks } from '../read-models/find-trucks/find-trucks.js';
import { RegistryView, type RegistryKind } from '../read-models/registry/registry.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { register, retire, update, type RegistryChange, type RegistryFields } from './registry-commands.js';

type Operations = {
  readonly find: RouteDefinition & { readonly query: z.ZodType };
  readonly get: RouteDefinition;
  readonly create: RouteDefinition & { readonly body: z.ZodType };
  readonly update: RouteDefinition & { readonly body: z.ZodType };
  readonly retire: RouteDefinition;
};

/** What is asked about one kind of master data. */
type Questions = {
  // The query is what the schema of the route has made of it.
  find(query: never): Promise<Page<unknown>>;
  read(id: string): Promise<{ readonly version: number } | undefined>;
};

/** The controller of one kind of master data: all four are found, read and changed in one way. */
const controllerOf = (kind: RegistryKind, operations: Operations): Type<object> => {
  @Controller()
  class RegistryController {
    private readonly questions: Questions;

    constructor(
      private readonly desk: CommandDesk,
      registry: RegistryView,
      trucks: FindTrucks,
    ) {
      this.questions = kind === 'truck' ? trucks : registry.of(kind);
    }

    @Route(operations.find)
    find(@QueryOf(operations.find) query: never): Promise<Page<unknown>> {
      return this.questions.find(query);
    }

    @Route(operations.get)
    async get(@IdParam() id: string): Promise<Answer> {
      const entity = await this.questions.read(id);
      if (entity !== undefined) return versioned(entity);
      throw new ProblemError('not_found', `${kind}_not_found`, `There is no such ${kind}.`);
    }

    @Route(operations.create)
    create(
      @CallerOf() caller: Caller,
      @ConditionsOf() conditions: Conditions,
      @BodyOf(operations.create) body: RegistryFields,
    ): Promise<Answer> {
      return this.carryOut(caller, conditions, body, register(kind, body));
    }

    @Route(operations.update)
    update(
      @CallerOf() caller: Caller,
      @ConditionsOf() conditions: Conditions,
      @IdParam() id: string,
      @BodyOf(operations.update) body: RegistryChange,
    ): Promise<Answer> {
      return this.carryOut(caller, conditions, body, update(kind, id, body, conditions.expectedVersion));
    }

    @Route(operations.retire)
    retire(
      @CallerOf() caller: Caller,
      @ConditionsOf() conditions: Conditions,
      @IdParam() id: string,
    ): Promise<Answer> {
      return this.carryOut(caller, conditions, null, retire(kind, id, conditions.expectedVersion));
    }

    private carryOut(
      caller: Caller,
      conditions: Conditions,
      body: unknown,
      command: Command,
    ): Promise<Answer> {
      return this.desk.carryOut({ caller, conditions, body, command }, this.questions);
    }
  }
  return RegistryController;
};

export const registryControllers = [
  controllerOf('organization', {
    find: routes.findOrganizations,
    get: routes.getOrganization,
    create: routes.createOrganization,
    update: routes.updateOrganization,
    retire: routes.retireOrganization,
  }),
  controllerOf('truck', {
    find: routes.findTrucks,
    get: routes.getTruck,
    create: routes.createTruck,
    update: routes.updateTruck,
    retire: routes.retireTruck,
  }),
  controllerOf('driver', {
    find: routes.findDrivers,
    get: routes.getDriver,
    create: routes.createDriver,
    update: routes.updateDriver,
    retire: routes.retireDriver,
  }),
  controllerOf('location', {
    find: routes.findLocations,
    get: routes.getLocation,
    create: routes.createLocation,
    update: routes.updateLocation,
    retire: routes.retireLocation,
  }),
];
