import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError, readConfig, variableOf } from '@watch-tower/config';
import { z } from 'zod';

/** What a program of this repository can be told by its environment, by its own account. */
export type Program = {
  readonly name: string;
  readonly variables: ReadonlySet<string>;
  /** What an absent variable counts as; those that are required or may stay absent have none. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Where it listens unless told otherwise. */
  readonly port: number;
  /** What it would say against an environment; empty where it would start. */
  readonly faultsIn: (environment: Readonly<Record<string, string>>) => readonly string[];
};

/** Apps with an entry point for Node: what can run as a container. */
export const programNames = (repositoryDir: string): string[] =>
  readdirSync(join(repositoryDir, 'apps')).filter((name) =>
    existsSync(join(repositoryDir, 'apps', name, 'src', 'main.ts')),
  );

/** The simulator is configured by its command line too, and so reads its configuration by itself. */
const simulatorConfig = z.object({
  readConfig: z.custom<
    (
      argv: readonly string[],
      environment: Readonly<Record<string, string>>,
    ) => { ok: true; config: { port: number } } | { ok: false; faults: readonly string[] }
  >((value) => typeof value === 'function'),
  describeOptions: z.custom<() => string>((value) => typeof value === 'function'),
});

/**
 * Asks an app's own `config.ts` what it takes. A tool may not depend on an app, and this one does not: the file is found
 * by its path, which every app shares, and only its data is used.
 * @throws Error where an app's configuration is neither a zod object nor the simulator's.
 */
export const readProgram = async (repositoryDir: string, name: string): Promise<Program> => {
  const file = pathToFileURL(join(repositoryDir, 'apps', name, 'src', 'config.ts')).href;
  const module = z.record(z.string(), z.unknown()).parse({ ...((await import(file)) as object) });
  const schema = module[`${name}Config`];
  if (schema instanceof z.ZodObject) {
    return {
      name,
      variables: new Set(Object.keys(schema.shape).map(variableOf)),
      defaults: defaultsOf(schema.shape),
      port: z.number().parse((schema.shape as { port: z.ZodType }).port.parse(undefined)),
      faultsIn: (environment) => {
        try {
          readConfig(schema, environment);
          return [];
        } catch (error) {
          if (error instanceof ConfigError) return error.message.split('\n').slice(1);
          throw error;
        }
      },
    };
  }
  const own = simulatorConfig.parse(module);
  const read = own.readConfig(['--dry-run', '--replay', 'none'], {});
  if (!read.ok) throw new Error(`apps/${name}: ${read.faults.join('; ')}`);
  return {
    name,
    variables: new Set(own.describeOptions().match(/\b[A-Z][A-Z_]+(?=:)/g)),
    defaults: new Map(),
    port: read.config.port,
    faultsIn: (environment) => {
      const answer = own.readConfig([], environment);
      return answer.ok ? [] : answer.faults;
    },
  };
};

/** Of what stands in the environment as it is used: a default that was made into something else has no text. */
const plain = z.union([z.string(), z.number(), z.boolean()]);

const defaultsOf = (shape: Readonly<Record<string, z.ZodType>>): Map<string, string> =>
  new Map(
    Object.entries(shape).flatMap(([name, field]): [string, string][] => {
      const absent = plain.safeParse(field.safeParse(undefined).data);
      return absent.success ? [[variableOf(name), String(absent.data)]] : [];
    }),
  );
