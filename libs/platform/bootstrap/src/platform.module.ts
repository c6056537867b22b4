import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { Database, Schedule } from '@watch-tower/database';
import { EventStore, Outbox, PgDeadLetters, Relay } from '@watch-tower/event-store';
import { Projector } from '@watch-tower/projections';
import { HealthDetails } from './http/health-details.js';
import { ExpressRelay, type Platform } from './platform.js';
import { CONFIG, LOGGER, METRICS } from './tokens.js';

/** Makes the parts of the platform injectable everywhere in a service. */
@Module({})
export class PlatformModule {
  static with(platform: Platform, config: object, modules: readonly Type[]): DynamicModule {
    const providers = [
      { provide: Database, useValue: platform.database },
      { provide: Schedule, useValue: platform.schedule },
      { provide: Relay, useValue: platform.relay },
      { provide: Outbox, useValue: platform.outbox },
      { provide: EventStore, useValue: platform.events },
      { provide: PgDeadLetters, useValue: platform.deadLetters },
      { provide: Projector, useValue: platform.projector },
      { provide: HealthDetails, useValue: platform.healthDetails },
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: platform.logger },
      { provide: METRICS, useValue: platform.metrics },
      ...(platform.expressRelay === undefined
        ? []
        : [{ provide: ExpressRelay, useValue: platform.expressRelay }]),
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [...modules],
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}
