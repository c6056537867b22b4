import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../errors.js';
import { exists, readJson } from '../files.js';
import { identify, isRunning, parseIdentity, type ProcessIdentity } from './identity.js';

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
      try {
        // A link fails where the name exists and is complete where it does not: no reader sees half a claim.
        await link(draft, file);
        return { release: () => rm(file, { force: true }) };
      } catch (error) {
        if (!(await exists(file))) {
          if (codeOf(error) === 'EEXIST') continue;
          throw error;
        }
        const holder = parseIdentity(await readJson(file));
        if (holder && (await isRunning(holder))) return { heldBy: holder };
        await discard(file, holder);
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead holder's claim, and puts it back if it turns out to be another's, who was quicker to do the same. */
async function discard(file: string, dead: ProcessIdentity | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    await rename(file, aside);
    const found = parseIdentity(await readJson(aside));
    if (found && (found.pid !== dead?.pid || found.startedAt !== dead.startedAt)) await link(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}
