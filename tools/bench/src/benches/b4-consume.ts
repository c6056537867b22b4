import { Controller } from '@nestjs/common';
import { Subscribe, subscription, type Received } from '@watch-tower/messaging';
import kafkajs from 'kafkajs';
import type { Bench } from '../bench.js';
import { compare, mustBe, ratioFigure } from '../compare.js';
import { ourGroupId, ourTransport, startMicroservice } from '../kit/service.js';
import { Stopwatch } from '../kit/stopwatch.js';
import { Topics, type FixTopic } from '../kit/topics.js';

const ours = async (topics: Topics, topic: FixTopic, messages: number): Promise<number> => {
  const watch = new Stopwatch(messages);
  const group = topics.group(ourGroupId);
  @Controller()
  class CountingController {
    @Subscribe(subscription({ topic, group, mode: 'records' }))
    async count(records: readonly Received[]): Promise<void> {
      watch.count(records.length);
    }
  }
  const transport = ourTransport(topics.brokers, topics.publisher, () => watch.start());
  const app = await startMicroservice([CountingController], transport);
  const rate = await watch.rate();
  await app.close();
  mustBe('messages to ours', watch.counted, messages);
  return rate;
};

const floor = async (topics: Topics, topic: FixTopic, messages: number): Promise<number> => {
  const watch = new Stopwatch(messages);
  const kafka = new kafkajs.Kafka({ brokers: [...topics.brokers], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: topics.group() });
  consumer.on(consumer.events.GROUP_JOIN, () => watch.start());
  await consumer.connect();
  await consumer.subscribe({ topic: topic.name, fromBeginning: true });
  await consumer.run({ eachBatch: async ({ batch }) => watch.count(batch.messages.length) });
  const rate = await watch.rate();
  await consumer.disconnect();
  mustBe('messages to the floor', watch.counted, messages);
  return rate;
};

export const b4: Bench = {
  id: 'B4',
  title: 'Consumer runner without work, against raw kafkajs eachBatch',
  needs: 'infrastructure',
  run: ({ kafka }, { scale, rounds }) =>
    Topics.use(kafka.brokers, async (topics) => {
      const messages = scale(200_000);
      const topic = await topics.filled(messages);
      const comparison = await compare(
        { ours: () => ours(topics, topic, messages), floor: () => floor(topics, topic, messages) },
        rounds,
      );
      const unit = 'messages/s';
      return [ratioFigure({ what: 'messages delivered a second', aim: { atLeast: 0.9 }, unit }, comparison)];
    }),
};
