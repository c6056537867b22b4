import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { TopicDefinition } from '@watch-tower/contracts';
import {
  newId,
  toRecord,
  type DeadLetters,
  type Incoming,
  type OutgoingRecord,
} from '@watch-tower/messaging';
import { Registry } from 'prom-client';
import { z } from 'zod';
import {
  createTopics,
  KafkaPublisher,
  KafkaTransport,
  PublishedDeadLetters,
  type ConsumerLimits,
} from '../index.js';
import { Lines } from './lines.js';

/** The broker that `npm test` started. */
export const brokers = (): string[] => {
  const given = process.env['KAFKA_BROKERS'];
  if (given === undefined) throw new Error('KAFKA_BROKERS names no broker');
  return given.split(',');
};

/** Nothing of a test is shared with another: every name is used once. */
export const unique = (what: string): string => `test.${what}.${randomUUID().slice(0, 8)}`;

const counted = 'watchtower.test.counted.v1';

/** A topic of the test's own, whose only message carries a number. */
export const testTopic = (partitions: number) =>
  ({
    name: `watchtower.${unique('topic')}.v1`,
    key: 'any',
    description: 'of one test',
    partitions,
    kept: 'forever',
    versions: 'none',
    messages: { [counted]: z.object({ n: z.number() }) },
  }) as const satisfies TopicDefinition;

export type TestTopic = ReturnType<typeof testTopic>;
export type TestMessage = Incoming<TestTopic>;

export const numbered = (topic: TestTopic, key: string, n: number): OutgoingRecord =>
  toRecord(topic, key, {
    id: newId(),
    type: counted,
    source: 'watchtower/test',
    time: new Date().toISOString(),
    subject: key,
    correlationId: newId(),
    data: { n },
  });

/** `count` messages over `keys` keys, numbered from `first` in order. */
export const numberedOver = (
  topic: TestTopic,
  keys: readonly string[],
  count: number,
  first = 0,
): OutgoingRecord[] =>
  Array.from({ length: count }, (_, n) => numbered(topic, keys[n % keys.length] ?? '', first + n));

export const poison = (topic: TestTopic, key: string): OutgoingRecord => ({
  ...numbered(topic, key, -1),
  value: 'not JSON',
});

/** Waits for a condition, never for a time; looks again often. @throws when it does not come true. */
export const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export type Running = {
  readonly transport: KafkaTransport;
  readonly log: Lines;
  readonly metrics: Registry;
  close(): Promise<void>;
};

export type ServiceOptions = {
  readonly brokers?: readonly string[];
  readonly limits?: Partial<ConsumerLimits>;
  readonly deadLetters?: DeadLetters;
  readonly onStuck?: (reason: string) => void;
};

/** Everything that a test opened, closed at its end whatever became of it. */
export class Bench {
  readonly #closing: (() => Promise<void>)[] = [];
  #publisher: KafkaPublisher | undefined;

  constructor(private readonly addresses: () => readonly string[] = brokers) {}

  get publisher(): KafkaPublisher {
    if (this.#publisher !== undefined) return this.#publisher;
    const publisher = KafkaPublisher.create({
      brokers: this.addresses(),
      clientId: 'test',
      log: new Lines(),
    });
    this.#publisher = publisher;
    this.atEnd(() => publisher.close());
    return publisher;
  }

  atEnd(close: () => Promise<void>): void {
    this.#closing.push(close);
  }

  async topic(partitions: number, groups: readonly string[] = []): Promise<TestTopic> {
    const topic = testTopic(partitions);
    await this.create(topic, groups);
    return topic;
  }

  async create(topic: TestTopic, groups: readonly string[] = []): Promise<void> {
    await createTopics({ brokers: this.addresses(), replicationFactor: 1, topics: [topic], groups });
  }

  /** A service as any other: a Nest microservice whose controllers subscribe. */
  async service(controllers: readonly Type[], options: ServiceOptions = {}): Promise<Running> {
    const log = new Lines();
    const metrics = new Registry();
    const transport = new KafkaTransport({
      brokers: options.brokers ?? this.addresses(),
      clientId: 'test',
      log,
      metrics,
      deadLetters: options.deadLetters ?? new PublishedDeadLetters(this.publisher),
      ...(options.onStuck && { onStuck: options.onStuck }),
      limits: { watchdogIntervalMs: 200, ...options.limits },
    });
    class ServiceModule {}
    Module({ controllers: [...controllers] })(ServiceModule);
    const app: INestMicroservice = await NestFactory.createMicroservice(ServiceModule, {
      strategy: transport,
      logger: false,
    });
    await app.listen();
    let closed: Promise<void> | undefined;
    const close = () => (closed ??= app.close());
    this.atEnd(close);
    return { transport, log, metrics, close };
  }

  async end(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
    this.#publisher = undefined;
  }
}

/** Once every group of the service is a member. */
export const joined = (service: Running): Promise<void> =>
  until('the consumers join', () => service.transport.health().healthy);
