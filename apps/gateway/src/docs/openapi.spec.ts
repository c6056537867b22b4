import { routes } from '@watch-tower/contracts';
import { openApi } from './openapi.js';

type Operation = {
  operationId: string;
  responses: Record<string, unknown>;
  security: unknown[];
  parameters: { name: string }[];
};

describe('the OpenAPI document', () => {
  const document = openApi('x-loconav-secret') as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const operation = (id: string) => operations.find(({ operationId }) => operationId === id);

  it('names every route of the table once', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(routes).sort());
  });

  it('tells of a command what it may answer and take', () => {
    const update = operation('updateTrip');
    expect(Object.keys(update?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '202', '400', '401', '403', '404', '409', '412', '422', '503']),
    );
    expect(update?.parameters.map(({ name }) => name)).toEqual(['id', 'Idempotency-Key', 'If-Match']);
    expect(update?.security).toEqual([{ bearer: [] }]);
  });

  it('is JSON through and through', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});
