import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programNames, readProgram } from './program.js';

const repositoryDir = fileURLToPath(new URL('../../../', import.meta.url));

/** Rows of the table below a heading, and of the table for every service where there is one: variable → default. */
const documented = (name: string): Map<string, string> => {
  const chapters = readFileSync(join(repositoryDir, 'docs/configuration.md'), 'utf8').split(/^## /m);
  const wanted = name === 'simulator' ? ['simulator'] : ['Every service', name];
  const rows = wanted
    .map((heading) => chapters.find((chapter) => chapter.startsWith(`${heading}\n`)) ?? '')
    .flatMap((chapter) => [...chapter.matchAll(/^\| `(\w+)` +\| (.*?) +\|/gm)]);
  return new Map(rows.map(([, variable = '', value = '']) => [variable, value.replaceAll('`', '')]));
};

describe('docs/configuration.md', () => {
  it.each(programNames(repositoryDir))('names what %s reads, with its defaults', async (name) => {
    const program = await readProgram(repositoryDir, name);
    const table = documented(name);
    expect([...table.keys()].sort()).toEqual([...program.variables].sort());
    for (const [variable, value] of program.defaults) {
      if (variable !== 'PORT') expect([variable, table.get(variable)]).toEqual([variable, value]);
    }
  });
});
