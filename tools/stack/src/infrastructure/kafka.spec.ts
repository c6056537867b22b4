import { kafkaProperties } from './kafka.js';

describe('the broker of one node', () => {
  const properties = kafkaProperties('/data', 9092, 9093);

  it('keeps one replica of every internal topic, or it would wait for brokers that never come', () => {
    const replicas = Object.entries(properties).filter(([name]) =>
      /replication\.factor$|min\.isr$|insync/.test(name),
    );
    expect(replicas.length).toBeGreaterThanOrEqual(6);
    for (const [, count] of replicas) expect(count).toBe('1');
  });

  it('makes no topic that nobody asked for, and listens on this machine only', () => {
    expect(properties['auto.create.topics.enable']).toBe('false');
    expect(properties['listeners']).toBe('PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093');
  });
});
