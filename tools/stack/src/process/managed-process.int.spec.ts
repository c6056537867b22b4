import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isRunning } from './identity.js';
import { startProcess, stopLeftovers } from './managed-process.js';

describe('a managed process', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'watch-tower-'));
  });

  afterEach(() => rm(dir, { recursive: true }));

  const start = (script: string) =>
    startProcess({
      name: 'example',
      command: process.execPath,
      args: ['-e', script],
      env: {},
      logFile: join(dir, 'example.log'),
      runDir: join(dir, 'run'),
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 500,
    });

  it('that does not end when it is asked to is killed', async () => {
    const child = await start('setInterval(() => {}, 1000)');
    expect(await child.stop('SIGWINCH')).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('is thawed to be stopped', async () => {
    const child = await start('setInterval(() => {}, 1000)');
    child.signal('SIGSTOP');
    expect(await child.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('is found and stopped by the next start, if its own parent could not', async () => {
    const child = await start('setInterval(() => {}, 1000)');
    const identity = await identify(child.pid);
    if (!identity) throw new Error('not running');
    expect(await stopLeftovers(join(dir, 'run'))).toEqual(['example']);
    expect(await isRunning(identity)).toBe(false);
    expect(await readdir(join(dir, 'run'))).toEqual([]);
  });

  it('is left alone by the next start when its pid belongs to a stranger now', async () => {
    const child = await start('setInterval(() => {}, 1000)');
    await writeFile(
      join(dir, 'run', 'example.pid.json'),
      JSON.stringify({ pid: child.pid, startedAt: 'long ago' }),
    );
    expect(await stopLeftovers(join(dir, 'run'))).toEqual([]);
    expect(child.isAlive()).toBe(true);
    await child.stop();
  });

  it('that cannot be started is an error in one sentence', async () => {
    const spec = { name: 'nothing', args: [], env: {}, stopSignal: 'SIGTERM' as const };
    const files = { logFile: join(dir, 'nothing.log'), runDir: join(dir, 'run') };
    const started = startProcess({ ...spec, ...files, command: join(dir, 'missing'), user: undefined });
    await started.then(
      async (child) => expect(await child.exited).toMatchObject({ code: 127 }),
      (error: unknown) => expect(String(error)).toContain('nothing could not be started'),
    );
  });
});
