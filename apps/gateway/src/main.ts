import { runService } from '@watch-tower/bootstrap';
import { AppModule } from './app.module.js';
import { gatewayConfig, type GatewayConfig } from './config.js';
import { migrations } from './database/migrations/index.js';
import { prepareHttp } from './edge/prepare-http.js';
import { PositionsModule } from './positions.module.js';
import { readModelsOf } from './read-models/index.js';
import { createUserCommand } from './sign-in/create-user/create-user.js';

await runService({
  name: 'gateway',
  config: gatewayConfig,
  module: AppModule,
  parts: { positions: PositionsModule },
  partsApart: ({ partsApart }: GatewayConfig) => partsApart,
  migrations,
  outboxTable: 'inbox',
  expressTable: 'command_inbox',
  prepare: prepareHttp,
  readModels: readModelsOf,
  commands: { 'create-user': createUserCommand },
});
