import { noAnswer, type GatewayClient } from '../gateway-client.js';
import { fixKey, type Ledger } from '../ledger.js';
import { gpstime } from '@watch-tower/testing';
import { SteadyLoad } from './steady-load.js';
import type { World } from './world.js';

const fixesPerRequest = 10;
const requestsUnderWayMax = 200;
const hourMs = 3_600_000;
/** Between a truck's fixes, by its device: as trackers send them. All of a round fits into the past. */
const deviceStepMs = 10_000;

/**
 * Sends location reports at a steady rate, whatever comes back: arrays of ten, each fix with a truck and a
 * device time of its own. Writes into the ledger what was answered.
 */
export class FixLoad {
  private readonly load: SteadyLoad;
  private readonly firstDeviceMs = Math.floor((Date.now() - 24 * hourMs) / 1_000) * 1_000;
  private sent = 0;

  constructor(
    private readonly client: GatewayClient,
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly options: { readonly fixesPerSecond: number; readonly copies?: () => number },
  ) {
    this.load = new SteadyLoad({
      perSecond: options.fixesPerSecond,
      underWayMax: requestsUnderWayMax,
      send: () => {
        this.sendSome();
        return fixesPerRequest;
      },
    });
  }

  start(): void {
    this.load.start();
  }

  stop(): Promise<void> {
    return this.load.stop();
  }

  private sendSome(): void {
    const { trucks } = this.world;
    const some = Array.from({ length: fixesPerRequest }, (_, index) => {
      const number = this.sent + index;
      const truck = trucks[number % trucks.length];
      if (truck === undefined) throw new Error('the world has no trucks');
      const deviceTimeMs = this.firstDeviceMs + Math.floor(number / trucks.length) * deviceStepMs;
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
      this.load.track(
        this.client.report(reports).then(({ status }) => {
          this.ledger.noteStatus(status);
          if (status !== noAnswer) this.ledger.noteFixes(keys, status === 202 ? 'accepted' : 'refused');
        }),
      );
    }
  }
}
