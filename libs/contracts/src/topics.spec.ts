import { deadLetterTopicOf, topics, type TopicDefinition } from './topics.js';

const catalogue: readonly TopicDefinition[] = Object.values(topics);

describe('topic catalogue', () => {
  it.each(catalogue.map((topic) => [topic.name, topic] as const))('%s is named by the rule', (name) => {
    expect(name).toMatch(
      /^watchtower\.[a-z]+(-[a-z]+)*\.(events|state|commands|positions|alerts|outcomes)\.v\d+$/,
    );
  });

  it('keeps only state topics compacted', () => {
    const compacted = catalogue.filter(({ kept }) => kept === 'compacted');
    expect(compacted.every(({ name, versions }) => name.includes('.state.') && versions === 'newest')).toBe(
      true,
    );
  });

  it('gives no message type to two topics', () => {
    const types = catalogue.flatMap(({ messages }) => Object.keys(messages));
    expect(new Set(types).size).toBe(types.length);
  });

  it('names one dead-letter topic per group', () => {
    expect(deadLetterTopicOf('fleet.telemetry')).toBe('watchtower.dlq.fleet.telemetry.v1');
  });
});
