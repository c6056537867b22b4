import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exists } from '../files.js';
import { startProcess, waitUntilReady } from '../process/managed-process.js';
import { runOrFail } from '../process/run.js';
import { answersKafka } from './kafka-probe.js';
import { kafkaPrograms } from './kafka-programs.js';
import { nativeServer, type Server } from './server.js';
import type { Workspace } from '../workspace.js';

export interface KafkaServer extends Server {
  readonly brokers: readonly string[];
}

/** One node is broker and controller at once, so everything internal has one replica. */
export function kafkaProperties(
  dataDir: string,
  port: number,
  controllerPort: number,
): Readonly<Record<string, string>> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDir,
    'auto.create.topics.enable': 'false',
    'num.partitions': '12',
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'offsets.topic.num.partitions': '12',
    // After a crash the broker waits out its own old session (9 s by default): nobody else could take over anyway.
    'broker.session.timeout.ms': '5000',
    'broker.heartbeat.interval.ms': '1000',
    // A lone consumer need not wait for others to join.
    'group.initial.rebalance.delay.ms': '0',
    // The cleaner's default buffer of 128 MB would be a third of the heap.
    'log.cleaner.dedupe.buffer.size': String(16 * 1024 * 1024),
  };
}

/**
 * A broker for one machine that it shares with everything else: the optimising compiler would take a core for its
 * first minutes, and G1's threads a share of the rest, to save time that a broker of so little traffic does not spend.
 */
const laptopFlags = ['-Xmx384m', '-Xms128m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** Warnings and errors only, to standard output, which goes to the log file. */
const log4j = `<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="WARN">
  <Appenders><Console name="console"><PatternLayout pattern="%d{ISO8601} %p %c{1} %m%n"/></Console></Appenders>
  <Loggers><Root level="WARN"><AppenderRef ref="console"/></Root></Loggers>
</Configuration>
`;

export async function nativeKafka({ paths, ports, log, signal }: Workspace): Promise<KafkaServer> {
  const { java, libsDir } = await kafkaPrograms(log);
  const port = await ports.choose('kafka');
  const controllerPort = await ports.choose('kafkaController');
  const dir = join(paths.dir, 'kafka');
  const dataDir = join(dir, 'data');
  const propertiesFile = join(dir, 'server.properties');
  const log4jFile = join(dir, 'log4j2.xml');
  const address = `127.0.0.1:${port}`;

  await mkdir(dir, { recursive: true });
  const properties = Object.entries(kafkaProperties(dataDir, port, controllerPort));
  await writeFile(propertiesFile, properties.map(([key, value]) => `${key}=${value}\n`).join(''));
  await writeFile(log4jFile, log4j);
  const jvm = [`-Dlog4j2.configurationFile=${pathToFileURL(log4jFile).href}`, '-cp', join(libsDir, '*')];

  if (!(await exists(join(dataDir, 'meta.properties')))) {
    log('Kafka: formatting its storage');
    await rm(dataDir, { recursive: true, force: true });
    await runOrFail('Formatting the storage of Kafka', java, [
      ...jvm,
      ...['kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', propertiesFile],
    ]);
  }

  const server = nativeServer('Kafka', async () => {
    const child = await startProcess({
      name: 'kafka',
      command: java,
      args: [...laptopFlags, ...jvm, 'kafka.Kafka', propertiesFile],
      env: { PATH: process.env['PATH'], TZ: 'UTC' },
      cwd: dir,
      logFile: join(paths.logsDir, 'kafka.log'),
      runDir: paths.runDir,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 30_000,
    });
    await waitUntilReady(child, () => answersKafka(address), { timeoutMs: 120_000, pollMs: 100, signal });
    return child;
  });
  return Object.assign(server, { brokers: [address] });
}

/** As `StorageTool random-uuid` makes them (16 bytes, URL-safe, no leading dash), without a JVM for it. */
function clusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}
