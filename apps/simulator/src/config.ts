import { parseArgs } from 'node:util';
import { z } from 'zod';
import { faultOption } from '@watch-tower/simulator-domain';
import type { Receiver } from './webhook/deliver.js';

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const timeZone = z.string().refine(isTimeZone, 'is not an IANA time zone');

/**
 * Everything that can be set. An option is read from the command line (`--past-hours 3`), else from the environment
 * (`SIMULATOR_PAST_HOURS=3`; HOST, PORT and LOG_LEVEL without the prefix, as in every service), else it has its default.
 */
const schema = z
  .object({
    host: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
    port: wholeNumber(0, 65_535).default(8090).describe('port to listen on, 0 for a free one'),
    logLevel: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
      .default('info')
      .describe('least level to log'),

    webhookUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('where location webhooks are sent'),
    alertWebhookUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('where alert webhooks are sent; without it none are'),
    webhookSecret: z.string().min(1).optional().describe('shared secret, sent in the header'),
    webhookSecretHeader: z
      .string()
      .min(1)
      .default('x-loconav-secret')
      .describe('header that carries the secret'),
    timeZone: timeZone.default('UTC').describe('zone in which gpstime is written'),
    batch: wholeNumber(1, 1000)
      .default(1)
      .describe('most fixes in one call; late ones and replays are put in arrays'),
    concurrency: wholeNumber(1, 256).default(16).describe('most requests under way at once'),

    trucks: wholeNumber(1, 5000).default(30).describe('size of the fleet'),
    seed: wholeNumber(0, 2 ** 31)
      .default(1)
      .describe('names the world that is simulated'),
    pastHours: z.coerce.number().min(0).max(168).default(3).describe('hours of history sent first'),
    pastRate: wholeNumber(1, 100_000)
      .default(2000)
      .describe('fixes a second while there is something late to send'),
    intervalSeconds: wholeNumber(1, 3600)
      .default(30)
      .describe('between two fixes; ten times that with the ignition off'),
    faults: faultOption
      .prefault('none')
      .describe('what goes wrong: none, ordinary, or a list as JSON (see POST /faults)'),
    apiToken: z
      .string()
      .min(1)
      .default('simulated-loconav-token')
      .describe('what User-Authentication must hold'),
    apiRequestsMax: wholeNumber(1, 100_000)
      .default(500)
      .describe('requests per endpoint in a window; more are answered 429'),
    apiWindowSeconds: wholeNumber(1, 3600).default(60).describe('length of that window'),
    autostart: flag.default(true).describe('false: wait for POST /control/start'),

    replay: z
      .array(z.string().min(1))
      .default([])
      .describe('trace to send instead of simulating; repeatable'),
    rate: wholeNumber(1, 100_000).default(2000).describe('fixes a second of a replay'),
    shiftTo: z.iso
      .datetime({ offset: true })
      .transform(Date.parse)
      .optional()
      .describe('newest device time of each replayed file; default now'),
    dryRun: flag.default(false).describe('send nothing, only say what would be sent'),
    json: flag.default(false).describe('with --dry-run: print the fixes a replay must leave, as JSON lines'),
  })
  .superRefine((config, context) => {
    const wanted = (key: 'webhookUrl' | 'webhookSecret') => {
      if (config[key] === undefined)
        context.addIssue({ code: 'custom', path: [key], message: 'is required' });
    };
    if (!config.dryRun) {
      wanted('webhookUrl');
      wanted('webhookSecret');
    }
    if (config.dryRun && config.replay.length === 0) {
      context.addIssue({ code: 'custom', path: ['dryRun'], message: 'needs --replay' });
    }
  });

export type Config = z.output<typeof schema>;
type Key = keyof z.input<typeof schema>;

const SHARED_WITH_EVERY_SERVICE: readonly string[] = ['host', 'port', 'logLevel'];
const keys = Object.keys(schema.shape) as Key[];

/** The configuration, or what is wrong with it: one line for each fault, without the values. */
export function readConfig(
  argv: readonly string[] = process.argv.slice(2),
  env: NodeJS.ProcessEnv = process.env,
):
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] } {
  let given: Record<string, unknown>;
  try {
    given = readArguments(argv);
  } catch (error) {
    if (isArgumentFault(error)) return { ok: false, faults: [error.message] };
    throw error;
  }
  const values = Object.fromEntries(
    keys.map((key) => {
      const value = given[kebab(key)] ?? (env[envName(key)] || undefined);
      return [key, key === 'replay' && typeof value === 'string' ? [value] : value];
    }),
  );
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, config: parsed.data };
  const faults = parsed.error.issues.map(({ path: [key], message }) => {
    const known = keys.find((name) => name === key);
    return known ? `${envName(known)} (--${kebab(known)}): ${message}` : message;
  });
  return { ok: false, faults };
}

/** Where to send; only a configuration that sends nothing has no receiver, and asking it for one is an Error. */
export function receiverOf({
  webhookUrl,
  webhookSecret,
  webhookSecretHeader,
  concurrency,
}: Config): Receiver {
  if (webhookUrl === undefined || webhookSecret === undefined)
    throw new Error('Nothing is sent in a dry run');
  return { url: webhookUrl, secret: webhookSecret, secretHeader: webhookSecretHeader, concurrency };
}

/** One line for each option, for people. */
export function describeOptions(): string {
  return keys
    .map((key) => `  --${kebab(key)}`.padEnd(28) + `${envName(key)}: ${schema.shape[key].description ?? ''}`)
    .join('\n');
}

/** Yes-or-no options may stand without a value: `--dry-run` is `--dry-run=true`. */
function readArguments(argv: readonly string[]): Record<string, unknown> {
  const switches = new Set(['--dry-run', '--json', '--autostart']);
  const { values } = parseArgs({
    args: argv.map((argument) => (switches.has(argument) ? `${argument}=true` : argument)),
    options: Object.fromEntries(
      keys.map((key) => [kebab(key), { type: 'string' as const, multiple: key === 'replay' }]),
    ),
  });
  return values;
}

function isArgumentFault(error: unknown): error is { readonly message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    String(error.code).startsWith('ERR_PARSE_ARGS_')
  );
}

function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function envName(key: string): string {
  const snake = kebab(key).replaceAll('-', '_').toUpperCase();
  return SHARED_WITH_EVERY_SERVICE.includes(key) ? snake : `SIMULATOR_${snake}`;
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: value });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
