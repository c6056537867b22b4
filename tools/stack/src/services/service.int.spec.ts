import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@watch-tower/testing';
import { localPaths } from '../paths.js';
import { Ports } from '../ports.js';
import { Service } from './service.js';

const entry = fileURLToPath(new URL('../testing/fixture-service.mjs', import.meta.url));

describe('a supervised service', () => {
  let dir: string;
  let ports: Ports;
  let service: Service | undefined;
  let lines: string[];

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'watch-tower-'));
    ports = await Ports.open(localPaths(dir));
    lines = [];
  });

  afterEach(async () => {
    await service?.stop();
    await ports.release();
    await rm(dir, { recursive: true });
  });

  const create = async (env: Record<string, string> = {}, niceness?: number) => {
    const port = await ports.choose('simulator');
    const url = `http://127.0.0.1:${port}`;
    const { logsDir, runDir } = localPaths(dir);
    service = new Service({
      name: 'fixture',
      entry,
      url,
      env: { PORT: String(port), ...env },
      logFile: join(logsDir, 'fixture.log'),
      runDir,
      log: (line) => lines.push(line),
      niceness,
    });
    return service;
  };

  it('is ready once its health says so, and exits 0 when stopped', async () => {
    const fixture = await create();
    await fixture.start();
    expect((await fetch(`${fixture.url}/health/ready`)).status).toBe(200);
    expect(await fixture.stop()).toEqual({ code: 0, signal: null });
    expect(fixture.pid).toBeUndefined();
  });

  it('steps back for others where it is told to, after a restart as well', async () => {
    const fixture = await create({}, 4);
    await fixture.start();
    const first = fixture.pid ?? 0;
    expect(getPriority(first)).toBe(4);
    process.kill(first, 'SIGKILL');
    await eventually(() => expect([undefined, first]).not.toContain(fixture.pid));
    expect(getPriority(fixture.pid ?? 0)).toBe(4);
    await fixture.ready();
  });

  it('comes back after a SIGKILL, under a new pid, and says so', async () => {
    const fixture = await create();
    await fixture.start();
    const before = fixture.pid;
    await fixture.kill('SIGKILL');
    await fixture.ready(20_000);
    expect(fixture.pid).not.toBe(before);
    expect(fixture.restarts).toBe(1);
    expect(lines.join()).toContain('fixture ended (SIGKILL); restart 1 in 0.2 s');
  });

  it('stays down when it was stopped', async () => {
    const fixture = await create();
    await fixture.start();
    await fixture.stop();
    expect(await fixture.stop()).toBeUndefined();
    expect(fixture.restarts).toBe(0);
  });

  it('can be started again after a stop that came in the middle of a restart', async () => {
    const fixture = await create();
    await fixture.start();
    await fixture.kill('SIGKILL');
    await fixture.restart();
    expect((await fetch(`${fixture.url}/health/ready`)).status).toBe(200);
  });

  it('fails its start with the end of its log when it does not come up, and leaves no trace', async () => {
    const fixture = await create({ FIXTURE_FAILS: 'true' });
    await expect(fixture.start()).rejects.toThrow(
      /ended while starting[^]*the fixture does not want to start/,
    );
    expect(await readdir(localPaths(dir).runDir)).toEqual([]);
    expect(fixture.restarts).toBe(0);
  });
});
