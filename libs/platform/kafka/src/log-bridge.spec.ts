import type { LogEntry } from 'kafkajs';
import { bridgeLog } from './log-bridge.js';
import { Lines } from './testing/lines.js';

const entry = (level: number, message: string): LogEntry => ({
  namespace: 'Connection',
  level,
  label: '',
  log: { timestamp: '', message, broker: 'b:9092' },
});

describe("kafkajs's log", () => {
  it('is a warning where kafkajs speaks of errors, for they heal', () => {
    const log = new Lines();
    const write = bridgeLog(log);
    write(entry(1, 'Connection error'));
    write(entry(4, 'Starting'));
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'kafkajs: Connection error', fields: { broker: 'b:9092' } },
      { level: 'debug', message: 'kafkajs: Starting' },
    ]);
  });

  it('does not repeat itself for a while, and then says how often it was silent', () => {
    const log = new Lines();
    let now = 0;
    const write = bridgeLog(log, () => now);
    for (; now < 12_000; now += 1_000) write(entry(1, 'Connection error'));
    expect(log.lines.map(({ fields }) => fields['silenced'])).toEqual([undefined, 9]);
  });
});
