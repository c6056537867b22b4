import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repositoryDir = fileURLToPath(new URL('../../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(repositoryDir, path), 'utf8');
/** One instruction a line, comments gone. */
const instructions = textOf('deploy/docker/Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line !== '');
const manifest = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

describe('deploy/docker/Dockerfile', () => {
  it('names only stages that come before', () => {
    const stages: string[] = [];
    for (const line of instructions) {
      const from = /^FROM (\S+)(?: AS (\w+))?$/.exec(line);
      if (from?.[1]?.startsWith('node:') === false) expect(stages).toContain(from[1]);
      if (from?.[2] !== undefined) stages.push(from[2]);
      const source = /--from=(\w+)/.exec(line)?.[1];
      if (source !== undefined) expect(stages).toContain(source);
    }
    expect(stages.at(-1)).toBe('runtime');
  });

  it('is based on the Node that npm start brings, pinned to the patch', () => {
    const version = /^ARG NODE_VERSION=(\d+\.\d+\.\d+)$/.exec(instructions[0] ?? '')?.[1];
    expect(/const nodeVersion = '(.+)'/.exec(textOf('tools/launch.mjs'))?.[1]).toBe(version);
  });

  it('ends as a program that is not root, asked for its readiness', () => {
    const runtime = instructions.slice(instructions.findIndex((line) => line.endsWith('AS runtime')));
    expect(runtime).toContain('USER node');
    expect(runtime.join('\n')).toMatch(/^HEALTHCHECK .*\/health\/ready/m);
    const flagsOfStack = /const nodeFlags = \[([^\]]+)\]/.exec(
      textOf('tools/stack/src/services/service.ts'),
    )?.[1];
    const flags = [...(flagsOfStack ?? '').matchAll(/'(--\S+)'/g)].map(([, flag]) => flag);
    expect(flags).not.toHaveLength(0);
    const words = ['node', '--enable-source-maps', ...flags, 'dist/main.js'];
    expect(runtime.at(-1)).toBe(`ENTRYPOINT [${words.map((word) => `"${word}"`).join(', ')}]`);
    expect(textOf('libs/platform/bootstrap/src/http/probes.ts')).toContain("'/health/ready'");
    expect(textOf('apps/simulator/src/http-server.ts')).toContain("'/health/ready'");
  });

  it('installs nothing for development into what runs', () => {
    const stage = instructions.slice(instructions.findIndex((line) => line.endsWith('AS production')));
    expect(stage.find((line) => line.startsWith('RUN'))).toContain('npm ci --omit=dev');
    expect(instructions.filter((line) => line.includes('node_modules') && line.startsWith('COPY'))).toEqual([
      'COPY --from=production /src/node_modules ./node_modules',
    ]);
  });

  it('builds by a script and copies paths that there are', () => {
    expect(instructions.join('\n')).toContain('npm run build');
    expect(manifest.scripts['build']).toBeDefined();
    for (const path of [
      'package-lock.json',
      '.npmrc',
      'libs/contracts/package.json',
      'libs/platform/kafka/package.json',
      'apps/dashboard/package.json',
    ]) {
      expect(existsSync(join(repositoryDir, path))).toBe(true);
    }
  });

  it('is sent no secret, no history and nothing already built', () => {
    const ignored = textOf('.dockerignore').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['**/.env', '.git', '.local', '**/node_modules', '**/dist']),
    );
  });
});
