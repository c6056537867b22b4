import { readConfig } from './config.js';

const needed = {
  SIMULATOR_WEBHOOK_URL: 'http://127.0.0.1:8080/webhooks/loconav/location',
  SIMULATOR_WEBHOOK_SECRET: 'hush',
};

function read(argv: string[], env: Record<string, string> = needed) {
  const result = readConfig(argv, env);
  return result.ok ? result.config : result.faults;
}

describe('configuration', () => {
  it('has defaults for all but the address and the secret', () => {
    expect(read([])).toMatchObject({
      port: 8090,
      trucks: 30,
      seed: 1,
      pastHours: 3,
      pastRate: 2000,
      autostart: true,
      timeZone: 'UTC',
    });
    expect(read([], {})).toEqual([
      'SIMULATOR_WEBHOOK_URL (--webhook-url): is required',
      'SIMULATOR_WEBHOOK_SECRET (--webhook-secret): is required',
    ]);
  });

  it('takes the command line before the environment', () => {
    const env = { ...needed, SIMULATOR_TRUCKS: '40', SIMULATOR_AUTOSTART: 'false', PORT: '0' };
    expect(read(['--trucks', '50', '--past-hours=0.5'], env)).toMatchObject({
      trucks: 50,
      pastHours: 0.5,
      autostart: false,
      port: 0,
    });
  });

  it('names every fault and no value', () => {
    const faults = read(['--trucks', 'many', '--time-zone', 'Mars/Base', '--batch', '0']);
    expect(faults).toHaveLength(3);
    expect(JSON.stringify(faults)).toMatch(/SIMULATOR_TRUCKS.*SIMULATOR_BATCH|SIMULATOR_TIME_ZONE/);
    expect(JSON.stringify(faults)).not.toMatch(/many|Mars/);
    expect(read(['--truck', '3'])).toEqual([expect.stringContaining("'--truck'")]);
  });

  it('needs no address for a dry run, and something to replay', () => {
    expect(read(['--replay', 'a.csv.gz', '--replay', 'b.csv.gz', '--dry-run', '--json'], {})).toMatchObject({
      replay: ['a.csv.gz', 'b.csv.gz'],
      dryRun: true,
      json: true,
    });
    expect(read(['--dry-run'], {})).toEqual(['SIMULATOR_DRY_RUN (--dry-run): needs --replay']);
    expect(read(['--shift-to', '2026-11-23T06:00:00Z'])).toMatchObject({
      shiftTo: Date.UTC(2026, 10, 23, 6),
    });
  });
});
