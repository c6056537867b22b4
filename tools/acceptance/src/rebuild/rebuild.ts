import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaPublisher } from '@watch-tower/kafka';
import type { OutgoingRecord } from '@watch-tower/messaging';
import type { Stack } from '@watch-tower/stack';
import { tripRecords } from '@watch-tower/testing';
import type { Check, Session } from '../check.js';
import { readAllTheTime } from './clients.js';
import { ShownTrips } from './shown-trips.js';

const eventsBefore = 100_000;
const sliceSize = 2_000;
const people = 4;
/** What goes on happening during a rebuild. */
const liveSlice = 20;
const livePauseMs = 100;
/** Of two cores that hold broker, database, services and readers as well; benchmark B13 measures it alone. */
const eventsPerSecondAim = 10_000;

const gatewayProgram = fileURLToPath(new URL('../../../../apps/gateway/dist/main.js', import.meta.url));

/** What the trip service tells, put on its topic as its relay would put it. */
class Teller {
  told = 0;
  readonly #records = tripRecords(2 * eventsBefore);

  constructor(private readonly publisher: KafkaPublisher) {}

  async tell(count: number): Promise<void> {
    const records: OutgoingRecord[] = [];
    while (records.length < count) {
      const { value, done } = this.#records.next();
      if (done === true) throw new RangeError('there are no more trips to tell of');
      records.push(value);
    }
    await this.publisher.publish(records);
    this.told += count;
  }
}

/** Runs the gateway's command. @returns its events per second. */
const rebuildTrips = async (stack: Stack, say: Session['say']): Promise<number> => {
  const program = spawn(process.execPath, [gatewayProgram, 'rebuild', 'trips'], {
    env: { ...stack.services['gateway']?.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(program, 'exit') as Promise<[number | null]>;
  let last = '';
  for await (const line of createInterface({ input: program.stdout })) say(`  ${(last = line)}`);
  const [code] = await exited;
  if (code !== 0) throw new Error(`the rebuild ended with exit code ${code}`);
  return Number(/(\d+) events\/s/.exec(last)?.[1] ?? 0);
};

const check = async (stack: Stack, say: Session['say']): Promise<boolean> => {
  const { facts } = stack;
  const publisher = KafkaPublisher.create({ brokers: facts.kafka.brokers, clientId: 'acceptance' });
  const shown = await ShownTrips.open(facts);
  try {
    const teller = new Teller(publisher);
    while (teller.told < eventsBefore) await teller.tell(sliceSize);
    await shown.untilShown(teller.told);
    say(`${teller.told} events of trips are shown`);

    const clients = await readAllTheTime(facts, people);
    let rebuilding = true;
    const live = (async () => {
      for (; rebuilding; await pause(livePauseMs)) await teller.tell(liveSlice);
    })();
    const underLoad = await rebuildTrips(stack, say).finally(() => (rebuilding = false));
    await live;
    await shown.untilShown(teller.told);
    await shown.keep('after_load');

    const quiet = await rebuildTrips(stack, say);
    const again = await shown.compareWith('after_load');
    const reads = await clients.stop();

    await shown.throwAway();
    const alone = await rebuildTrips(stack, say);
    const fromNothing = await shown.compareWith('after_load');

    say(
      `read meanwhile: ${reads.reads} times, p99 ${Math.round(reads.p99Ms)} ms, ${reads.faults.length} faults`,
    );
    for (const fault of reads.faults.slice(0, 10)) say(`  ${fault}`);
    say(
      `events/s (aim ${eventsPerSecondAim}): ${underLoad} while ${teller.told - eventsBefore} arrived and people read, ` +
        `${quiet} while people read, ${alone} alone`,
    );
    say(`rebuilt again: ${again.different} of ${again.rows} rows differ`);
    say(`rebuilt from nothing: ${fromNothing.different} of ${fromNothing.rows} rows differ`);
    return (
      reads.faults.length === 0 && again.different + fromNothing.different === 0 && again.rows > teller.told
    );
  } finally {
    await shown.close();
    await publisher.close();
  }
};

export const rebuild: Check = {
  name: 'rebuild',
  what: `the read models of trips are made anew from ${eventsBefore} events while people read: equal row by row, no read fails`,
  run: async ({ startStack, say }) =>
    check(await startStack({ demo: false, env: { LOG_LEVEL: 'warn' } }), say),
};
