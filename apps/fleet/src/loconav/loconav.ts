import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, HealthDetails, LOGGER, METRICS, type Logger } from '@watch-tower/bootstrap';
import { TransientError } from '@watch-tower/errors';
import { LoconavClient, LoconavError } from '@watch-tower/loconav';
import { Registry } from 'prom-client';
import type { FleetConfig } from '../config.js';

type Settings = Pick<
  FleetConfig,
  | 'loconavApiUrl'
  | 'loconavAppUrl'
  | 'loconavToken'
  | 'loconavRequestsMax'
  | 'loconavRequestsWindowSeconds'
  | 'loconavRequestTimeoutSeconds'
>;

const failuresMax = 5;
const backoffMs = 1_000;

/** LocoNav, as far as this installation has an account there. Every call to it goes through this one client. */
@Injectable()
export class Loconav implements OnModuleDestroy {
  /** Undefined where no token is configured. */
  readonly client: LoconavClient | undefined;

  constructor(
    @Inject(CONFIG) config: Settings,
    @Inject(METRICS) metrics: Registry,
    @Inject(LOGGER) logger: Logger,
    health: HealthDetails,
  ) {
    const windowMs = config.loconavRequestsWindowSeconds * 1_000;
    if (config.loconavToken === undefined) {
      logger.info({}, 'LOCONAV_TOKEN is not set: LocoNav is not polled');
      health.add('loconav', () => 'off');
      return;
    }
    const client = new LoconavClient({
      urls: { api: config.loconavApiUrl, app: config.loconavAppUrl },
      token: config.loconavToken,
      metrics,
      rateLimit: { requestsMax: config.loconavRequestsMax, windowMs },
      requestTimeoutMs: config.loconavRequestTimeoutSeconds * 1_000,
      // Open for half a window: long enough to be a relief, short enough for the next poll.
      circuit: { failuresMax, openMs: windowMs / 2 },
      backoffMs,
    });
    health.add('loconav', () => ({ circuits: client.circuitStates() }));
    this.client = client;
  }

  onModuleDestroy(): void {
    this.client?.stop();
  }

  /**
   * Runs work that asks LocoNav; without an account there is none.
   * @throws TransientError where LocoNav is away or has had enough: nobody need act.
   */
  async run(work: (client: LoconavClient) => Promise<void>): Promise<void> {
    if (this.client === undefined) return;
    try {
      await work(this.client);
    } catch (error) {
      const passes =
        error instanceof LoconavError && (error.kind === 'unavailable' || error.kind === 'too_many');
      throw passes ? new TransientError(error.message, { cause: error }) : error;
    }
  }
}
