import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topics, type TopicDefinition } from './topics.js';

/** Everything ever published still parses: a sample per event version, never changed once released. */
const folder = join(import.meta.dirname, '../samples');
const sampleOf = (type: string): unknown => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8'));
const catalogue: readonly TopicDefinition[] = Object.values(topics);
const messages = catalogue.flatMap((topic) => Object.entries(topic.messages));

describe('golden samples', () => {
  it.each(messages)('%s reads its sample whole', (type, schema) => {
    expect(schema.parse(sampleOf(type))).toEqual(sampleOf(type));
  });

  it.each(messages.filter(([, schema]) => 'shape' in schema || 'options' in schema))(
    '%s ignores fields it does not know',
    (type, schema) => {
      const later = { ...(sampleOf(type) as object), addedLater: { anything: 1 } };
      expect(schema.parse(later)).toEqual(sampleOf(type));
    },
  );

  it('every sample belongs to a message of the catalogue', () => {
    const types = messages.map(([type]) => `${type}.json`).sort();
    expect(readdirSync(folder).sort()).toEqual(types);
  });
});
