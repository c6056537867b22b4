import { problem, routes, type RouteDefinition } from '@watch-tower/contracts';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** Bodies are what clients send, so that defaults are optional; answers are what they get. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  });
  return json;
};

const problemAnswer = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));

const queryParameters = (query: z.ZodType): Json[] => {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
};

const parametersOf = (route: RouteDefinition): Json[] => [
  ...pathParameters(route.path),
  ...(route.query === undefined ? [] : queryParameters(route.query)),
  ...(route.command === true
    ? [header('Idempotency-Key', 'The same key asks for the same thing, however often it is sent')]
    : []),
  ...(route.conditional === true
    ? [header('If-Match', 'The ETag of the version that was seen, e.g. "3"')]
    : []),
];

const securityOf = ({ access }: RouteDefinition): Json[] =>
  access === 'open' ? [] : access === 'secret' ? [{ webhookSecret: [] }] : [{ bearer: [] }];

const answersOf = (route: RouteDefinition): Json => {
  const { status, schema, files = [] } = route.answer;
  const ofFile = { schema: { type: 'string' } };
  const content =
    schema === undefined
      ? {}
      : {
          content: {
            'application/json': { schema: schemaOf(schema, 'output') },
            ...Object.fromEntries(files.map((mediaType) => [mediaType, ofFile])),
          },
        };
  const answers: Json = {
    [status]: {
      description: status === 201 ? 'Created; ETag and Location name version and place' : 'Done',
      ...content,
    },
    400: problemAnswer('Malformed; the fields at fault are named'),
  };
  if (route.command === true) {
    answers['202'] = {
      description: 'Accepted, not yet carried out; Location says where to ask, Retry-After when',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Operation' } } },
    };
    answers['409'] = problemAnswer('In conflict with the present state');
    answers['422'] = problemAnswer('Not processable, or the Idempotency-Key was used for another request');
    answers['503'] = problemAnswer('Nothing can be accepted for the moment; Retry-After says when');
  }
  if (route.access === 'secret') {
    answers['413'] = problemAnswer('The body is too large');
    answers['429'] = problemAnswer('Too many requests; Retry-After says when');
    answers['503'] = problemAnswer('Nothing can be accepted for the moment; Retry-After says when');
  }
  if (route.bounded !== undefined) answers['422'] = problemAnswer(`Asks for ${route.bounded}`);
  if (route.conditional === true) answers['412'] = problemAnswer('Changed since the version in If-Match');
  if (route.access !== 'open') answers['401'] = problemAnswer('Not signed in, or the wrong secret');
  if (typeof route.access !== 'string') answers['403'] = problemAnswer('Not allowed for this role');
  if (route.path.includes('{')) answers['404'] = problemAnswer('Not found');
  for (const [refused, why] of Object.entries(route.refusals ?? {})) answers[refused] = problemAnswer(why);
  return answers;
};

const requestBodyOf = ({ body, file }: RouteDefinition): Json => {
  if (body === undefined && file === undefined) return {};
  const content: Json =
    body === undefined
      ? Object.fromEntries((file ?? []).map((mediaType) => [mediaType, {}]))
      : { 'application/json': { schema: schemaOf(body, 'input') } };
  return { requestBody: { required: true, content } };
};

const operationOf = (operationId: string, route: RouteDefinition): Json => ({
  operationId,
  tags: [route.tag],
  summary: route.summary,
  ...(typeof route.access === 'string' ? {} : { description: `For ${route.access.join(', ')}.` }),
  parameters: parametersOf(route),
  ...requestBodyOf(route),
  responses: answersOf(route),
  security: securityOf(route),
});

/** The OpenAPI 3.1 document of everything in the `routes` table. */
export const openApi = (webhookSecretHeader: string): Json => {
  const paths: Record<string, Json> = {};
  for (const [operationId, route] of Object.entries<RouteDefinition>(routes)) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operationOf(operationId, route),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Watch Tower', version: '1', description: 'An open control tower for container trucking' },
    paths,
    components: {
      schemas: {
        Problem: schemaOf(problem, 'output'),
        Operation: schemaOf(routes.getOperation.answer.schema, 'output'),
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        webhookSecret: { type: 'apiKey', in: 'header', name: webhookSecretHeader },
      },
    },
  };
};
