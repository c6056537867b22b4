import { LoconavClient, type Alert } from '@watch-tower/loconav';
import { Registry } from 'prom-client';

export type EndpointCounts = {
  readonly requests: number;
  readonly overLimit: number;
  readonly mostInAWindow: number;
};

/** A fix as the simulator knows it to be true. */
export type TrueFix = { readonly plate: string; readonly timeMs: number };

/** The simulator, as whoever judges sees it: what it was asked, what it knows, what it shall do wrong. */
export class SimulatedLoconav {
  private readonly client: LoconavClient;

  constructor(
    private readonly url: string,
    token: string,
  ) {
    const api = `${url}/integration/api/v1`;
    this.client = new LoconavClient({
      urls: { api, app: api },
      token,
      metrics: new Registry(),
      rateLimit: { requestsMax: 10, windowMs: 10_000 },
      requestTimeoutMs: 30_000,
      circuit: { failuresMax: 5, openMs: 1_000 },
      backoffMs: 500,
    });
  }

  async setFaults(faults: readonly object[]): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await this.ask('/faults', { method: 'POST', headers, body: JSON.stringify(faults) });
  }

  async requests(): Promise<Readonly<Record<string, EndpointCounts>>> {
    const status = (await this.ask('/control/status')) as { readonly api: Record<string, EndpointCounts> };
    return status.api;
  }

  alerts(from: Date, to: Date): Promise<Alert[]> {
    return this.client.alerts.ofFleet({ from, to });
  }

  async fixes(from: Date, to: Date): Promise<TrueFix[]> {
    const { trucks } = (await this.ask(`/truth?from=${from.toISOString()}&to=${to.toISOString()}`)) as {
      readonly trucks: readonly { readonly fixes: readonly TrueFix[] }[];
    };
    return trucks.flatMap(({ fixes }) => fixes);
  }

  private async ask(path: string, request: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, request);
    if (!response.ok) throw new Error(`the simulator answered ${response.status} to ${path}`);
    return response.json();
  }
}
