// Writes what is generated from the contracts: asyncapi.generated.yaml beside this folder and the event
// catalogue in docs. With --check it writes nothing and fails where a file is not fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { asyncapi, keptInWords, topics } from '../dist/index.js';

const catalogue = () =>
  [
    '# Event catalogue',
    '',
    'Generated from `libs/contracts` by `npm run generate --workspace @watch-tower/contracts`; do not edit.',
    '',
    ...Object.values(topics).flatMap((topic) => [
      `## \`${topic.name}\``,
      '',
      `${topic.description}.`,
      '',
      `Key: ${topic.key}. Partitions: ${topic.partitions}. Kept: ${keptInWords(topic)}. Versions: ${topic.versions}.`,
      '',
      ...Object.keys(topic.messages).map(
        (type) => `- \`${type}\` ([sample](../libs/contracts/samples/${type}.json))`,
      ),
      '',
    ]),
  ].join('\n');

const files = {
  [fileURLToPath(new URL('../asyncapi.generated.yaml', import.meta.url))]: stringify(asyncapi(), {
    aliasDuplicateObjects: false,
  }),
  [fileURLToPath(new URL('../../../docs/event-catalogue.generated.md', import.meta.url))]: catalogue(),
};

const readOrNothing = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const stale = Object.entries(files).filter(([file, text]) => readOrNothing(file) !== text);
if (process.argv.includes('--check')) {
  for (const [file] of stale) console.error(`not fresh: ${file}`);
  if (stale.length > 0) console.error('Run: npm run generate --workspace @watch-tower/contracts');
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [file, text] of stale) writeFileSync(file, text);
}
