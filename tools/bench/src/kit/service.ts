import { Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { KafkaTransport, PublishedDeadLetters, type KafkaPublisher } from '@watch-tower/kafka';
import { Registry } from 'prom-client';
import { quiet } from './topics.js';

/** A Nest microservice of these controllers, as a service of ours is one. */
export const startMicroservice = async (
  controllers: readonly Type[],
  strategy: CustomTransportStrategy,
): Promise<INestMicroservice> => {
  class BenchModule {}
  Module({ controllers: [...controllers] })(BenchModule);
  const app = await NestFactory.createMicroservice(BenchModule, { strategy, logger: false });
  await app.listen();
  return app;
};

/** Our consumer runner; `onJoined` is called when its group has partitions and has fetched nothing yet. */
export const ourTransport = (
  brokers: readonly string[],
  publisher: KafkaPublisher,
  onJoined: () => void,
): KafkaTransport =>
  new KafkaTransport({
    brokers,
    clientId: 'bench',
    // Its own line is the one sign of the moment before the first fetch.
    log: { ...quiet, debug: (_fields, message) => void (message === 'joined the group' && onJoined()) },
    metrics: new Registry(),
    deadLetters: new PublishedDeadLetters(publisher),
  });

/** On the broker the runner's groups bear this name. */
export const ourGroupId = (group: string): string => `watchtower.${group}`;
