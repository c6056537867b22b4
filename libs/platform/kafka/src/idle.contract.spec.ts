import { startChild } from './testing/child.js';
import { Bench, brokers, unique, until } from './testing/kit.js';

const bench = new Bench();
afterEach(() => bench.end());

describe('an idle service', () => {
  it('rests: under 1.5 % of a core, and no warning of Node (faults 5 and 10)', async () => {
    const topic = await bench.topic(12);
    const child = startChild({
      brokers: brokers(),
      topics: [topic.name],
      group: unique('idle'),
      role: 'idle',
      measureMs: 2_000,
    });
    await until('it has measured itself', () => child.said.some((line) => 'cpuPercent' in line));
    await child.kill('SIGTERM');
    const measured = child.said.find((line) => 'cpuPercent' in line);

    expect(measured?.['cpuPercent']).toBeLessThan(1.5);
    expect(child.said.filter((line) => 'warning' in line || 'stderr' in line)).toEqual([]);
  }, 40_000);
});
