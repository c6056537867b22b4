import { runService } from '@watch-tower/bootstrap';
import { AppModule } from './app.module.js';
import { fleetConfig } from './config.js';
import { migrations } from './database/migrations/index.js';
import { readModelsOf } from './read-models.js';

await runService({
  name: 'fleet',
  config: fleetConfig,
  module: AppModule,
  migrations,
  takesCommands: true,
  readModels: readModelsOf,
});
