import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { serveDashboard } from '../dashboard/serve-dashboard.js';
import { serveDocs } from '../docs/serve-docs.js';
import { takeFiles } from '../trip-imports/take-files.js';
import { LoconavWebhooks } from '../webhooks/receive-reports/loconav-webhooks.js';
import { addSecurityHeaders } from './security-headers.js';

/** What the gateway serves beside its controllers. Headers first: routes after them inherit them. */
export const prepareHttp = async (app: NestFastifyApplication, config: GatewayConfig): Promise<void> => {
  const http: FastifyInstance = app.getHttpAdapter().getInstance();
  addSecurityHeaders(http);
  takeFiles(http);
  app.get(LoconavWebhooks).register(http);
  await serveDocs(http, config.loconavWebhookSecretHeader);
  if (config.dashboardDir !== undefined) await serveDashboard(http, config.dashboardDir);
};
