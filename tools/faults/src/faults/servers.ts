import { quantile } from '../ledger.js';
import { tripIn } from '../load/world.js';
import { pause, type Check, type Fault, type Scene } from '../fault.js';

const restartsOf = ({ stack }: Scene): number =>
  Object.values(stack.services).reduce((sum, service) => sum + service.restarts, 0);

const noProcessEnded = (before: number, scene: Scene): Check => ({
  what: 'no process ends',
  holds: restartsOf(scene) === before,
  measured: `${restartsOf(scene) - before} ended`,
});

const brokerAway = (seconds: number): Fault => ({
  id: `F3-${seconds}s`,
  title: `broker away for ${seconds} s`,
  recoverySecondsMax: 35,
  inflict: async (scene) => {
    const { stack, ledger, say } = scene;
    const before = restartsOf(scene);
    const refusedBefore = refusals(ledger.statuses);
    say('killing Kafka');
    await stack.kafka.kill('SIGKILL');
    await pause(seconds * 1_000);
    const refused = refusals(ledger.statuses) - refusedBefore;
    say('starting Kafka');
    await stack.kafka.start();
    return [
      { what: 'webhooks and commands stay 2xx', holds: refused === 0, measured: `${refused} were not` },
      noProcessEnded(before, scene),
    ];
  },
});

const refusals = (statuses: ReadonlyMap<number, number>): number =>
  [...statuses].reduce((sum, [status, times]) => (status >= 200 && status < 300 ? sum : sum + times), 0);

/** F3: webhooks and commands are taken while the broker is away. */
export const brokerAwayFaults = [brokerAway(8), brokerAway(60)];

/** F4: PostgreSQL ends at once, as in a crash. The ledger finds any false 2xx as a loss. */
export const databaseAway: Fault = {
  id: 'F4',
  title: 'PostgreSQL stopped at once',
  recoverySecondsMax: 25,
  inflict: async (scene) => {
    const { stack, client, world, short, say } = scene;
    const before = restartsOf(scene);
    say('stopping PostgreSQL');
    await stack.postgres.stop('immediate');
    await pause(1_000);
    const webhook = await client.report([
      { vehiclenumber: world.trucks[0]?.plate, gpstime: '01-01-2026 00:00:00' },
    ]);
    const trip = tripIn(world, 'while the database is away');
    const command = await client.ask('POST', '/api/v1/trips', trip);
    await pause(short ? 5_000 : 20_000);
    say('starting PostgreSQL');
    await stack.postgres.start();
    return [
      { what: 'a webhook is answered 503', holds: webhook.status === 503, measured: String(webhook.status) },
      { what: 'a command is answered 503', holds: command.status === 503, measured: String(command.status) },
      noProcessEnded(before, scene),
    ];
  },
};

const answersMsMax = 250;
/** A short round asks some forty times: one hiccup of a shared machine would be its p99. */
const shareOf = (short: boolean): { share: number; name: string } =>
  short ? { share: 0.5, name: 'median' } : { share: 0.99, name: 'p99' };

/** Asks for what must not need Redis, and signs in, which must fail closed; all while `awayMs` pass. */
const withoutRedis = async (
  { client, stack, short }: Scene,
  awayMs: number,
  how: string,
): Promise<Check[]> => {
  const { share, name } = shareOf(short);
  const latencies: number[] = [];
  const failures: number[] = [];
  const signIns: { status: number; ms: number }[] = [];
  const user = stack.facts.users[0];
  const deadline = performance.now() + awayMs;
  while (performance.now() < deadline) {
    const startMs = performance.now();
    const { status } = await client.ask('GET', '/api/v1/trucks?limit=10');
    latencies.push(performance.now() - startMs);
    if (status !== 200) failures.push(status);
    const signInMs = performance.now();
    const signIn = await client.ask('POST', '/api/v1/auth/login', {
      email: user?.email,
      password: user?.password,
    });
    signIns.push({ status: signIn.status, ms: performance.now() - signInMs });
    await pause(100);
  }
  const [reads, logins] = [
    quantile(latencies, share),
    quantile(
      signIns.map(({ ms }) => ms),
      share,
    ),
  ];
  return [
    {
      what: `Redis ${how}: reads answer 200`,
      holds: failures.length === 0,
      measured: `${failures.length} did not`,
    },
    {
      what: `Redis ${how}: reads' ${name} < ${answersMsMax} ms`,
      holds: reads < answersMsMax,
      measured: `${reads.toFixed(0)} ms`,
    },
    {
      what: `Redis ${how}: sign-in fails closed`,
      holds: signIns.every(({ status }) => status === 503),
      measured: [...new Set(signIns.map(({ status }) => status))].join(', '),
    },
    {
      what: `Redis ${how}: and its ${name} < ${answersMsMax} ms`,
      holds: logins < answersMsMax,
      measured: `${logins.toFixed(0)} ms`,
    },
  ];
};

/** F5: Redis is killed, and then frozen. */
export const cacheAway: Fault = {
  id: 'F5',
  title: 'Redis killed, and frozen',
  recoverySecondsMax: 15,
  inflict: async (scene) => {
    const { stack, short, say } = scene;
    const awayMs = short ? 5_000 : 60_000;
    say('killing Redis');
    await stack.redis.kill('SIGKILL');
    await pause(300);
    const killed = await withoutRedis(scene, awayMs, 'killed');
    await stack.redis.start();
    await pause(1_000);
    say('freezing Redis');
    stack.redis.freeze();
    const frozen = await withoutRedis(scene, awayMs, 'frozen');
    stack.redis.thaw();
    return [...killed, ...frozen];
  },
};
