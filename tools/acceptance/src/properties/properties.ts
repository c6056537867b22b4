import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Check } from '../check.js';

const repositoryDir = fileURLToPath(new URL('../../../../', import.meta.url));
const runs = 10_000;
/** The specs that read PROPERTY_RUNS and PROPERTY_SEED. */
const specs = 'libs/(fleet|trip)/domain/.*(online-equals-batch|own-alerts|any-commands-and-visits)';

export const properties: Check = {
  name: 'properties',
  what: 'visits and alerts found online equal the batch, trips hold together, in random cases of a fresh seed',
  run: async ({ say, seed }) => {
    say(`${runs} cases, seed ${seed}; a failure prints the shrunk case`);
    const jest = spawn(
      process.execPath,
      [
        ...[
          '--experimental-vm-modules',
          '--no-warnings=ExperimentalWarning',
          'node_modules/jest/bin/jest.js',
        ],
        ...['--selectProjects', 'unit', '--testPathPatterns', specs],
      ],
      {
        cwd: repositoryDir,
        stdio: 'inherit',
        env: { ...process.env, PROPERTY_RUNS: String(runs), PROPERTY_SEED: String(seed) },
      },
    );
    const [code] = (await once(jest, 'exit')) as [number | null];
    return code === 0;
  },
};
