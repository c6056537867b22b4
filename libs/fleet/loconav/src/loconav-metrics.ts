import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { CircuitState } from './circuit-breaker.js';

const circuitValues: Readonly<Record<CircuitState, number>> = { closed: 0, half_open: 1, open: 2 };

/** What calls of LocoNav cost, and what came of them. */
export class LoconavMetrics {
  private readonly requests: Counter<'endpoint' | 'outcome'>;
  private readonly duration: Histogram<'endpoint'>;
  private readonly waits: Histogram<'endpoint'>;

  /** @param circuits asked whenever somebody looks: the state of the circuit of each host. */
  constructor(metrics: Registry, circuits: () => Readonly<Record<string, CircuitState>>) {
    const registers = [metrics];
    this.requests = new Counter({
      name: 'watchtower_loconav_requests_total',
      help: 'Requests sent to LocoNav, by what came of them; `refused_by_circuit` was not sent',
      labelNames: ['endpoint', 'outcome'],
      registers,
    });
    this.duration = new Histogram({
      name: 'watchtower_loconav_request_seconds',
      help: 'Time until LocoNav answered, or did not',
      labelNames: ['endpoint'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    });
    this.waits = new Histogram({
      name: 'watchtower_loconav_wait_seconds',
      help: 'How long requests were held back to stay below the rate limit',
      labelNames: ['endpoint'],
      buckets: [0.001, 0.1, 0.5, 1, 5, 15, 60, 180],
      registers,
    });
    new Gauge({
      name: 'watchtower_loconav_circuit_state',
      help: 'State of the circuit breaker: 0 closed, 1 half open, 2 open',
      labelNames: ['host'],
      registers,
      collect() {
        for (const [host, state] of Object.entries(circuits())) this.set({ host }, circuitValues[state]);
      },
    });
  }

  waited(endpoint: string, ms: number): void {
    this.waits.observe({ endpoint }, ms / 1_000);
  }

  answered(endpoint: string, outcome: string, ms: number): void {
    this.requests.inc({ endpoint, outcome });
    this.duration.observe({ endpoint }, ms / 1_000);
  }

  refusedByCircuit(endpoint: string): void {
    this.requests.inc({ endpoint, outcome: 'refused_by_circuit' });
  }
}
