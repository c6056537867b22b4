import { runService } from '@watch-tower/bootstrap';
import { AppModule } from './app.module.js';
import { tripConfig } from './config.js';
import { migrations } from './database/migrations/index.js';
import { readModelsOf } from './read-models.js';

await runService({
  name: 'trip',
  config: tripConfig,
  module: AppModule,
  migrations,
  takesCommands: true,
  readModels: readModelsOf,
});
