import { noAnswer, type GatewayClient } from '../gateway-client.js';
import { fixKey, type Ledger } from '../ledger.js';
import { gpstime } from './gps-time.js';
import type { World } from './world.js';

const fixesPerRequest = 10;
const requestsUnderWayMax = 200;
const hourMs = 3_600_000;

/**
 * Sends location reports at a steady rate, whatever comes back: arrays of ten, each fix with a truck and a
 * device second of its own. Writes into the ledger what was answered.
 */
export class FixLoad {
  private stopped = false;
  private sent = 0;
  private readonly underWay = new Set<Promise<void>>();
  private pacing: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: GatewayClient,
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly options: { readonly fixesPerSecond: number; readonly copies?: () => number },
  ) {}

  start(): void {
    this.pacing = this.pace();
  }

  /** Sends nothing more and waits for the answers that are under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.pacing;
    await Promise.all(this.underWay);
  }

  private async pace(): Promise<void> {
    const startMs = performance.now();
    const firstDeviceMs = Math.floor((Date.now() - 12 * hourMs) / 1_000) * 1_000;
    while (!this.stopped) {
      const due = ((performance.now() - startMs) / 1_000) * this.options.fixesPerSecond;
      while (this.sent < due && this.underWay.size < requestsUnderWayMax) this.sendSome(firstDeviceMs);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private sendSome(firstDeviceMs: number): void {
    const { trucks } = this.world;
    const some = Array.from({ length: fixesPerRequest }, (_, index) => {
      const number = this.sent + index;
      const truck = trucks[number % trucks.length];
      if (truck === undefined) throw new Error('the world has no trucks');
      const deviceTimeMs = firstDeviceMs + Math.floor(number / trucks.length) * 1_000;
      return { truck, deviceTimeMs, number };
    });
    this.sent += fixesPerRequest;
    const keys = some.map(({ truck, deviceTimeMs }) => fixKey(truck.id, deviceTimeMs));
    const reports = some.map(({ truck, deviceTimeMs, number }) => ({
      imei: '',
      speed: 30 + (number % 30),
      gpstime: gpstime(deviceTimeMs),
      ignition: '1',
      latitude: 6.4 + (number % 10_000) / 100_000,
      longitude: 3.3 + (number % 7_000) / 100_000,
      orientation: number % 360,
      vehiclenumber: truck.plate,
    }));
    this.ledger.noteFixes(keys, 'unknown');
    for (let copy = 0; copy < (this.options.copies?.() ?? 1); copy += 1) {
      const request = this.client.report(reports).then(({ status }) => {
        this.ledger.noteStatus(status);
        if (status !== noAnswer) this.ledger.noteFixes(keys, status === 202 ? 'accepted' : 'refused');
      });
      this.underWay.add(request);
      void request.finally(() => this.underWay.delete(request));
    }
  }
}
