import { randomUUID } from 'node:crypto';
import type { GatewayClient } from '../gateway-client.js';
import type { Ledger } from '../ledger.js';
import { SteadyLoad } from './steady-load.js';
import { tripIn, type World } from './world.js';

const triesMax = 20;
const tryAgainMs = 500;

/**
 * Creates trips at a steady rate. A request without an answer, or refused with 503, is asked again under the
 * same Idempotency-Key, as a careful client does.
 */
export class CommandLoad {
  private readonly load: SteadyLoad;

  constructor(
    private readonly client: GatewayClient,
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly options: { readonly commandsPerSecond: number; readonly copies?: () => number },
  ) {
    this.load = new SteadyLoad({
      perSecond: options.commandsPerSecond,
      underWayMax: Infinity,
      send: () => {
        this.createOne();
        return 1;
      },
    });
  }

  start(): void {
    this.load.start();
  }

  stop(): Promise<void> {
    return this.load.stop();
  }

  private createOne(): void {
    const key = randomUUID();
    this.ledger.noteTrip(key, 'unknown');
    for (let copy = 0; copy < (this.options.copies?.() ?? 1); copy += 1) {
      this.load.track(this.ask(key));
    }
  }

  private async ask(key: string): Promise<void> {
    const body = tripIn(this.world, key);
    for (let attempt = 0; attempt < triesMax; attempt += 1) {
      const startMs = performance.now();
      const answer = await this.client.ask('POST', '/api/v1/trips', body, { 'idempotency-key': key });
      this.ledger.noteStatus(answer.status);
      if (answer.status === 201 || answer.status === 202) {
        if (answer.status === 201) this.ledger.commandMs.push(performance.now() - startMs);
        const { id, subject } = answer.body as { id: string; subject?: { id: string } };
        this.ledger.noteTrip(key, 'accepted', subject?.id ?? id);
        return;
      }
      if (answer.status !== 503 && answer.status !== 0 && answer.status !== 429) {
        this.ledger.noteTrip(key, 'refused');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
    }
  }
}
