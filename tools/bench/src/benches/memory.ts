import type { Bench } from '../bench.js';
import { residentMb } from '../kit/process-usage.js';

export const memory: Bench = {
  id: 'MEMORY',
  title: 'Resident memory of each service, after what was measured before',
  needs: 'stack',
  run: ({ services }) =>
    Promise.all(
      Object.values(services).map(async ({ name, pid }) => {
        if (pid === undefined) throw new Error(`${name} is not running`);
        return { what: name, value: await residentMb(pid), unit: 'MB', aim: { atMost: 160 } };
      }),
    ),
};
