import { parseArgs } from 'node:util';
import { ConfigError } from '@watch-tower/config';
import { Outbox, PgDeadLetters } from '@watch-tower/event-store';
import { TopicReader } from '@watch-tower/kafka';
import { noteRebuild, rebuild, type ReadModel, type RebuildProgress } from '@watch-tower/projections';
import type { Platform, PlatformConfig } from './platform.js';

const tellEveryMs = 2_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const readArgs = (args: string[]): { list: boolean; name: string | undefined } => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { list: { type: 'boolean', default: false } },
    });
    if (positionals.length > 1) throw new ConfigError('Name one read model: they are rebuilt one at a time.');
    return { list: values.list, name: positionals[0] };
  } catch (error) {
    throw error instanceof ConfigError
      ? error
      : new ConfigError(error instanceof Error ? error.message : String(error));
  }
};

type Told = { readonly step: RebuildProgress['step'] | 'done'; readonly events: number };

/** Tells how far a rebuild is: each step as it begins, and within it every 2 s. The running service tells of it too. */
class Teller {
  readonly #startedAtMs = performance.now();
  #last = { step: '', atMs: 0 };
  #noted = Promise.resolve();

  constructor(
    private readonly platform: Platform,
    private readonly projection: string,
  ) {}

  tell({ step, events }: Told): void {
    const nowMs = performance.now();
    if (step === this.#last.step && nowMs - this.#last.atMs < tellEveryMs) return;
    this.#last = { step, atMs: nowMs };
    const { database, logger } = this.platform;
    this.#noted = this.#noted
      .then(() => noteRebuild(database, this.projection, { step, events }))
      .catch((error: unknown) => logger.warn({ err: error }, 'the progress of a rebuild was not noted'));
    if (step === 'done') return;
    const rate = Math.round((events * 1_000) / Math.max(nowMs - this.#startedAtMs, 1));
    say(`${step}: ${events} events, ${rate} events/s`);
  }

  async told(): Promise<void> {
    await this.#noted;
  }
}

/**
 * The command `rebuild`: makes a read model of the service anew from its topic, as the service's own role, while the old
 * one serves. `rebuild --list` names those there are.
 * @throws ConfigError for a name that is none; RebuildRefused where it cannot be rebuilt.
 */
export const rebuildCommand = async (
  platform: Platform,
  config: PlatformConfig,
  readModels: readonly ReadModel[],
  { args, outboxTable }: { readonly args: string[]; readonly outboxTable: string | undefined },
): Promise<void> => {
  const { list, name } = readArgs(args);
  const names = readModels.map((readModel) => readModel.name);
  if (list) {
    for (const { name, topic, tables } of readModels)
      say(`${name.padEnd(18)}${topic.name}  (${tables.join(', ')})`);
    return;
  }
  const readModel = readModels.find((one) => one.name === name);
  if (readModel === undefined)
    throw new ConfigError(
      names.length === 0
        ? `${platform.database.schema} has no read model that could be rebuilt.`
        : `Name the read model to rebuild: ${names.join(', ')}.`,
    );
  const teller = new Teller(platform, readModel.name);
  const { events, seconds, exchangeMs } = await rebuild(readModel, {
    database: platform.database,
    openReader: (topic) => TopicReader.open({ brokers: config.kafkaBrokers, topic }),
    deadLettersOn: (database) =>
      // The relay of the running service publishes what is written here.
      new PgDeadLetters(database, new Outbox(database, { wake: () => undefined }, outboxTable)),
    log: platform.logger,
    onProgress: (progress) => teller.tell(progress),
  });
  teller.tell({ step: 'done', events });
  await teller.told();
  const rate = Math.round(events / seconds);
  say(
    `rebuilt ${readModel.name}: ${events} events in ${seconds.toFixed(1)} s, ${rate} events/s; it stood still for ${Math.round(exchangeMs)} ms`,
  );
};
