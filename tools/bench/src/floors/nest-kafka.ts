import { Controller, type INestMicroservice } from '@nestjs/common';
import { EventPattern, Payload, ServerKafka } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import { startMicroservice } from '../kit/service.js';

/** Nest's own transport, which tells when it has joined and not fetched yet. */
class JoinTellingKafka extends ServerKafka {
  constructor(
    options: ConstructorParameters<typeof ServerKafka>[0],
    private readonly onJoined: () => void,
  ) {
    super(options);
  }

  override async bindEvents(consumer: Parameters<ServerKafka['bindEvents']>[0]): Promise<void> {
    consumer.on(consumer.events.GROUP_JOIN, this.onJoined);
    await super.bindEvents(consumer);
  }
}

/** A service as Nest's documentation writes it: Transport.KAFKA, `@EventPattern`, one message at a time. */
export const startNestKafka = (
  options: {
    readonly brokers: readonly string[];
    readonly groupId: string;
    readonly topic: string;
    readonly onJoined: () => void;
  },
  handle: (data: unknown) => Promise<void>,
): Promise<INestMicroservice> => {
  @Controller()
  class FixesController {
    @EventPattern(options.topic)
    take(@Payload() data: unknown): Promise<void> {
      return handle(data);
    }
  }
  const strategy = new JoinTellingKafka(
    {
      client: { brokers: [...options.brokers], clientId: 'bench-nest', logLevel: kafkajs.logLevel.NOTHING },
      consumer: { groupId: options.groupId },
      subscribe: { fromBeginning: true },
      postfixId: '',
    },
    options.onJoined,
  );
  return startMicroservice([FixesController], strategy);
};
