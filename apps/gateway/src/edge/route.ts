import {
  applyDecorators,
  Body,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  SetMetadata,
  type PipeTransform,
} from '@nestjs/common';
import { uuid, type RouteDefinition } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import type { z } from 'zod';

const methods = { GET: Get, POST: Post, PUT: Put, DELETE: Delete };

export const routeMetadata = 'watch-tower:route';

/** `/trips/{id}` as OpenAPI writes it → `/trips/:id` as routers do. */
export const routerPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Binds a controller's method to an operation of the `routes` table: method, path, status and who may. */
export const Route = (route: RouteDefinition): MethodDecorator =>
  applyDecorators(
    methods[route.method](routerPath(route.path)),
    HttpCode(route.answer.status),
    SetMetadata(routeMetadata, route),
  );

/**
 * Reads a value by a schema of the contract.
 * @throws ProblemError 400 that names each field, its fault and what is allowed.
 */
export const parseBy = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  name?: string,
): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    refuseNul(value, name);
    return parsed.data;
  }
  const errors = parsed.error.issues.map((issue) => ({
    field: [...(name === undefined ? [] : [name]), ...issue.path.map(String)].join('.') || 'body',
    message: issue.message,
  }));
  const first = errors[0];
  throw new ProblemError(
    'invalid',
    'validation_failed',
    first === undefined ? 'The request is not valid.' : `${first.field}: ${first.message}`,
    { errors },
  );
};

/** PostgreSQL takes no NUL in a text, JSON does: it would come out as a fault of ours. */
const refuseNul = (value: unknown, name = 'body'): void => {
  if (!(JSON.stringify(value) ?? '').includes('\\u0000')) return;
  throw new ProblemError('invalid', 'validation_failed', `${name}: no text may contain a NUL character.`, {
    errors: [{ field: name, message: 'no text may contain a NUL character' }],
  });
};

class ParsePipe implements PipeTransform {
  constructor(
    private readonly schema: z.ZodType,
    private readonly name?: string,
  ) {}

  transform(value: unknown): unknown {
    return parseBy(this.schema, value, this.name);
  }
}

/** A request without a body is one with an empty object: what is required in it is named by the schema. */
class ParseBodyPipe extends ParsePipe {
  override transform(value: unknown): unknown {
    return super.transform(value ?? {});
  }
}

export const BodyOf = (route: { readonly body: z.ZodType }): ParameterDecorator =>
  Body(new ParseBodyPipe(route.body));
export const QueryOf = (route: { readonly query: z.ZodType }): ParameterDecorator =>
  Query(new ParsePipe(route.query));
export const IdParam = (name = 'id'): ParameterDecorator => Param(name, new ParsePipe(uuid, name));
