import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './errors.js';

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The parsed content, or `undefined` where there is no such file. Anything else that goes wrong is thrown. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A flat JSON object, as a map of those entries that have the type; empty where there is no such file. */
export async function readMap<Value>(
  path: string,
  isValue: (value: unknown) => value is Value,
): Promise<Map<string, Value>> {
  const found = await readJson(path);
  const entries: Array<[string, unknown]> = Object.entries(
    typeof found === 'object' && found !== null ? found : {},
  );
  return new Map(entries.filter((entry): entry is [string, Value] => isValue(entry[1])));
}

/** Readers see the old content or the new, never half of it. `mode` defaults to 0600: these files may hold secrets. */
export async function writeJson(path: string, value: unknown, mode = 0o600): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode });
  await rename(draft, path);
}

/**
 * Fills `target` by `fill(draft)` and renames: two clones that download the same thing at the same time both succeed,
 * and an interrupted download leaves nothing that looks complete.
 */
export async function fillDirectoryOnce(
  target: string,
  fill: (draft: string) => Promise<void>,
): Promise<void> {
  if (await exists(target)) return;
  const draft = `${target}.${randomUUID()}.tmp`;
  await mkdir(draft, { recursive: true });
  try {
    await fill(draft);
    await rename(draft, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The last lines of a log, for an error message; empty where there is no log yet. */
export async function tail(path: string, lineCount = 20, bytesMax = 16_384): Promise<string> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - bytesMax);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').slice(-lineCount).join('\n');
  } finally {
    await file.close();
  }
}
