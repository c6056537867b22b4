import { CircuitBreaker } from './circuit-breaker.js';
import { passingClock } from './testing/passing-clock.js';

const opened = () => {
  const clock = passingClock();
  const circuit = new CircuitBreaker({ failuresMax: 3, openMs: 1_000 }, clock);
  for (let nth = 0; nth < 3; nth += 1) circuit.failed();
  return { clock, circuit };
};

describe('the circuit breaker', () => {
  it('opens after failures in a row, and not after failures with an answer between them', () => {
    const circuit = new CircuitBreaker({ failuresMax: 3, openMs: 1_000 }, passingClock());
    for (let nth = 0; nth < 10; nth += 1) {
      circuit.failed();
      circuit.failed();
      circuit.succeeded();
    }
    expect(circuit.state).toBe('closed');
    expect(opened().circuit.state).toBe('open');
    expect(opened().circuit.admits()).toBe(false);
  });

  it('lets one request through after its time, which closes it', async () => {
    const { clock, circuit } = opened();
    await clock.pause(1_000);
    expect(circuit.state).toBe('half_open');
    expect([circuit.admits(), circuit.admits()]).toEqual([true, false]);
    circuit.succeeded();
    expect([circuit.state, circuit.admits()]).toEqual(['closed', true]);
  });

  it('opens again at once where that request fails', async () => {
    const { clock, circuit } = opened();
    await clock.pause(1_000);
    circuit.admits();
    circuit.failed();
    expect([circuit.state, circuit.admits()]).toEqual(['open', false]);
  });

  it('lets another through where that request was given up', async () => {
    const { clock, circuit } = opened();
    await clock.pause(1_000);
    circuit.admits();
    circuit.abandoned();
    expect(circuit.admits()).toBe(true);
  });
});
