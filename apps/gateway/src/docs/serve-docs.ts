import swagger, { type StaticDocumentSpec } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { openApi } from './openapi.js';

/** `/docs` with everything it loads from here, and `/docs/openapi.json`. Open: they hold no data. */
export const serveDocs = async (http: FastifyInstance, webhookSecretHeader: string): Promise<void> => {
  const document = openApi(webhookSecretHeader);
  http.get('/docs/openapi.json', (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(document),
  );
  await http.register(async (scope: FastifyInstance) => {
    await scope.register(swagger, {
      mode: 'static',
      specification: { document: document as unknown as StaticDocumentSpec['document'] },
    });
    await scope.register(swaggerUi, { routePrefix: '/docs', logo: undefined });
  });
};
