import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);

const composeService = z.looseObject({
  image: z.string(),
  build: z
    .object({ context: z.string(), dockerfile: z.string(), args: z.record(z.string(), z.coerce.string()) })
    .optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition })).default({}),
  healthcheck: z.object({ disable: z.boolean().optional(), test: z.array(z.string()).optional() }).optional(),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  user: z.string().optional(),
  privileged: z.boolean().default(false),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  restart: z.string().optional(),
  pull_policy: z.string().optional(),
  networks: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  deploy: z
    .object({ resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }) })
    .optional(),
});
export type ComposeService = z.output<typeof composeService>;

const composeFile = z.object({
  services: z.record(z.string(), composeService),
  networks: z.record(z.string(), z.unknown()).default({}),
  volumes: z.record(z.string(), z.unknown()).default({}),
});
/** The included files as the one model that Compose makes of them. */
export type ComposeModel = z.output<typeof composeFile>;

/** A variable that a Compose file asks for: with a default, or required. */
export type Wanted = { readonly name: string; readonly fallback: string | undefined };

const variable = /\$\{(?<name>\w+)(?::(?<operator>[?-])(?<rest>[^}]*))?\}/g;

/** The variables of a text, in its order; `${X:?why}` and `${X}` have no fallback. */
export const wantedBy = (text: string): Wanted[] =>
  [...text.matchAll(variable)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    fallback: groups?.['operator'] === '-' ? (groups['rest'] ?? '') : undefined,
  }));

/** @throws Error where a required variable has no value, as Compose does. */
const interpolate = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(variable, (_match, name: string, operator?: string, rest?: string) => {
    const value = values[name] || (operator === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name} has no value`);
    return value;
  });

const textOf = (repositoryDir: string, path: string): string =>
  readFileSync(join(repositoryDir, path), 'utf8');

/** The files that docker-compose.yml merges, from the root of the repository. */
export const composeFiles = (repositoryDir: string): string[] => {
  const { include } = z
    .object({ include: z.array(z.object({ path: z.array(z.string()) })).length(1) })
    .parse(parse(textOf(repositoryDir, 'docker-compose.yml')));
  return include.flatMap(({ path }) => path);
};

/** The variables that the Compose files ask for. */
export const wantedVariables = (repositoryDir: string): Wanted[] =>
  composeFiles(repositoryDir).flatMap((path) => wantedBy(textOf(repositoryDir, path)));

/**
 * What Compose makes of docker-compose.yml with these values.
 * @throws Error where a required variable has no value, ZodError where a file has another shape than expected.
 */
export const readCompose = (
  repositoryDir: string,
  values: Readonly<Record<string, string>>,
): ComposeModel => {
  const model: ComposeModel = { services: {}, networks: {}, volumes: {} };
  for (const path of composeFiles(repositoryDir)) {
    // Comments may speak of variables; only the values are filled in.
    const read = parse(textOf(repositoryDir, path), { merge: true }) as unknown;
    const file = composeFile.parse(mapStrings(read, (text) => interpolate(text, values)));
    for (const part of ['services', 'networks', 'volumes'] as const) Object.assign(model[part], file[part]);
  }
  return model;
};

const mapStrings = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
};
