import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localPaths } from './paths.js';
import { Ports } from './ports.js';

describe('ports', () => {
  let dir: string;
  let open: Ports[];

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'watch-tower-'));
    open = [];
  });

  afterEach(async () => {
    await Promise.all(open.map((ports) => ports.release()));
    await rm(dir, { recursive: true });
  });

  const openIn = async (name: string) => {
    const ports = await Ports.open(localPaths(join(dir, name)));
    open.push(ports);
    return ports;
  };

  it('are remembered, so that a second start has the same', async () => {
    const first = await openIn('a');
    const port = await first.choose('trip');
    await first.release();
    const second = await openIn('a');
    expect(await second.choose('trip')).toBe(port);
  });

  it('differ between two systems that start side by side, before either listens', async () => {
    const [a, b] = [await openIn('a'), await openIn('b')];
    const [first, second] = await Promise.all([a.choose('trip'), b.choose('trip')]);
    expect(first).not.toBe(second);
  });

  it('that somebody else listens on are passed over', async () => {
    const first = await openIn('a');
    const port = await first.choose('trip');
    await first.release();
    const stranger = createServer().listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    const second = await openIn('a');
    expect(await second.choose('trip')).not.toBe(port);
    stranger.close();
  });

  it('that are asked for by number and are not free are refused', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const address = stranger.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const ports = await openIn('a');
    await expect(ports.choose('gateway', port)).rejects.toThrow(`Port ${port} for gateway is taken`);
    stranger.close();
  });
});
