import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './kit.js';

/**
 * A Kafka of the test's own, to be killed and frozen, from the jars that `npm start` fetched.
 * @returns undefined where there are none (the infrastructure came from Docker or from outside).
 */
export const jarsDirectory = async (): Promise<string | undefined> => {
  const given = process.env['KAFKA_LIBS_DIR'];
  if (given !== undefined) return given;
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'watch-tower', 'kafka');
  const versions = existsSync(cache) ? await readdir(cache) : [];
  const version = versions.find((name) => !name.includes('.'));
  return version === undefined ? undefined : join(cache, version);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

export class OwnBroker {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly directory: string,
    private readonly jvm: readonly string[],
    private readonly port: number,
  ) {}

  /** Formats its storage; `start` runs it. */
  static async create(jars: string): Promise<OwnBroker> {
    const directory = await mkdtemp(join(tmpdir(), 'watch-tower-kafka-'));
    const [port, controllerPort] = [await freePort(), await freePort()];
    const properties = {
      'process.roles': 'broker,controller',
      'node.id': 1,
      'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
      listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      'log.dirs': join(directory, 'data'),
      'auto.create.topics.enable': false,
      'offsets.topic.replication.factor': 1,
      // One is enough, and loads faster after a kill.
      'offsets.topic.num.partitions': 1,
      'transaction.state.log.replication.factor': 1,
      'transaction.state.log.min.isr': 1,
      'group.initial.rebalance.delay.ms': 0,
      'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    };
    const file = join(directory, 'server.properties');
    await writeFile(
      file,
      Object.entries(properties)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const jvm = ['-Xmx256m', '-cp', join(jars, '*')];
    const id = randomBytes(16).toString('base64url').replace(/^-/, 'a');
    const formatted = spawnSync('java', [...jvm, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', file]);
    if (formatted.status !== 0) throw new Error(`formatting failed: ${String(formatted.stderr)}`);
    return new OwnBroker(directory, jvm, port);
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const file = join(this.directory, 'server.properties');
    this.#process = spawn('java', [...this.jvm, 'kafka.Kafka', file], {
      stdio: 'ignore',
      cwd: this.directory,
    });
    await until('the broker listens', () => answers(this.port), 60_000);
  }

  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await exited;
  }

  /** Connections stay open and nothing answers. Returns once every thread stands still: each stops in its own time. */
  freeze(): void {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('the broker is not running');
    process.kill(pid, 'SIGSTOP');
    const tasks = `/proc/${pid}/task`;
    const stands = (task: string): boolean => /\) [Tt] /.test(readFileSync(`${tasks}/${task}/stat`, 'utf8'));
    while (!readdirSync(tasks).every(stands));
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.directory, { recursive: true, force: true });
  }
}
