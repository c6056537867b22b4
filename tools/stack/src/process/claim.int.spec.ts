import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim } from './claim.js';
import { identify } from './identity.js';

describe('a claim', () => {
  let dir: string;
  let file: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'watch-tower-'));
    file = join(dir, 'lock.json');
  });

  afterEach(() => rm(dir, { recursive: true }));

  it('is refused while a living process holds it, naming that process', async () => {
    await claim(file);
    expect(await claim(file)).toMatchObject({ heldBy: { pid: process.pid } });
  });

  it('is free again after its release, and leaves no other file', async () => {
    const first = await claim(file);
    if (!('release' in first)) throw new Error('refused');
    await first.release();
    expect(await claim(file)).toHaveProperty('release');
    expect(await readdir(dir)).toEqual(['lock.json']);
  });

  it('passes from a process that has died', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const holder = await identify(child.pid ?? 0);
    await writeFile(file, JSON.stringify(holder));
    expect(await claim(file)).toEqual({ heldBy: holder });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await claim(file)).toHaveProperty('release');
  });

  it('is not held by a stranger that has got the pid of a holder long gone', async () => {
    await writeFile(file, JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
    expect(await claim(file)).toHaveProperty('release');
  });

  it.each(['nobody', 'a process that has died'])(
    'goes to one of many that want it at once from %s',
    async (holder) => {
      if (holder !== 'nobody')
        await writeFile(file, JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => claim(file)));
      expect(outcomes.filter((outcome) => 'release' in outcome)).toHaveLength(1);
    },
  );
});
