// Run after every change of dependencies: `node tools/complete-lock.mjs`.
//
// A registry that does not carry the binaries of every platform makes npm leave those optional packages out of
// the lock file, and `npm ci` then refuses it. This adds what is missing by the version its parent names, with
// the platform read from its name; npm skips what does not fit a machine.
import { readFileSync, writeFileSync } from 'node:fs';

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'win32',
  'openharmony',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
];
const processors = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'wasm32',
  'mips64el',
];

/** The folders in which Node looks for a package that stands at a path, nearest first. */
const foldersAbove = (path) => {
  const folders = [];
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0)))
    folders.push(`${at}/`);
  return [...folders, ''];
};

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
let added = 0;
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isThere = foldersAbove(path).some(
      (folder) => lock.packages[`${folder}node_modules/${name}`] !== undefined,
    );
    if (isThere || !/^\d/.test(version)) continue;
    const words = name.split(/[-/]/);
    const os = systems.filter((system) => words.includes(system));
    const named = processors.filter((processor) => words.includes(processor));
    const cpu = named.length === 0 && words.some((word) => word.endsWith('eabihf')) ? ['arm'] : named;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length > 0 && { cpu }),
      ...(dev && { dev }),
      optional: true,
      ...(os.length > 0 && { os }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} added`);
