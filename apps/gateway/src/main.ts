import { runService } from '@watch-tower/bootstrap';
import { AppModule } from './app.module.js';
import { gatewayConfig } from './config.js';
import { migrations } from './database/migrations/index.js';
import { prepareHttp } from './edge/prepare-http.js';
import { readModelsOf } from './read-models/index.js';
import { createUserCommand } from './sign-in/create-user/create-user.js';

await runService({
  name: 'gateway',
  config: gatewayConfig,
  module: AppModule,
  migrations,
  outboxTable: 'inbox',
  expressTable: 'command_inbox',
  prepare: prepareHttp,
  readModels: readModelsOf,
  commands: { 'create-user': createUserCommand },
});
