import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../errors.js';
import { readJson } from '../files.js';
import { identify, isRunning, parseIdentity, type ProcessIdentity } from './identity.js';

const turnPauseMs = 5;

/**
 * Something only one living process may have at a time, as a file that names its holder. A dead holder's claim is void,
 * so nothing has to be tidied up after a crash.
 *
 * @returns `release`, or the living holder.
 */
export async function claim(
  file: string,
): Promise<{ release: () => Promise<void> } | { heldBy: ProcessIdentity }> {
  const self = await identify(process.pid);
  if (!self) throw new Error('this process cannot find itself');
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.tmp`;
  await writeFile(draft, JSON.stringify(self));
  try {
    for (;;) {
      // A link fails where the name exists and is complete where it does not: no reader sees half a claim.
      if (await linked(draft, file)) return { release: () => rm(file, { force: true }) };
      const holder = await holderOf(file);
      if (holder && (await isRunning(holder))) return { heldBy: holder };
      await discardDead(file, draft);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes a dead holder's claim. One at a time: between a look at the holder and the removal another may have claimed,
 * and a living claim must never be touched. Whoever dies in here is passed over as a dead holder is.
 */
async function discardDead(file: string, draft: string): Promise<void> {
  const turn = `${file}.turn`;
  if (!(await linked(draft, turn))) {
    const ahead = await holderOf(turn);
    if (ahead && !(await isRunning(ahead))) await rm(turn, { force: true });
    await pause(turnPauseMs);
    return;
  }
  try {
    const holder = await holderOf(file);
    if (!holder || !(await isRunning(holder))) await rm(file, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

/** @returns false where the name exists already. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** `undefined` where nobody holds it any more. */
async function holderOf(file: string): Promise<ProcessIdentity | undefined> {
  return parseIdentity(await readJson(file));
}
