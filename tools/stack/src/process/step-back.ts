import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { codeOf } from '../errors.js';

/**
 * Lets a process that has just begun, and all that it begins, step back where there is too little CPU for everybody.
 * Linux shares CPU between sessions before it looks at their processes: the session steps back as well. Whoever cannot
 * has the same share as the others.
 * @param niceness 1 (a little) to 19.
 */
export async function stepBack(pid: number, niceness: number): Promise<void> {
  try {
    setPriority(pid, niceness);
    await writeFile(`/proc/${pid}/autogroup`, String(niceness));
  } catch (error) {
    // It is gone already, or the kernel knows no such groups, or takes no more of these just now.
    if (!['ESRCH', 'ENOENT', 'EAGAIN', 'EACCES', 'ERR_SYSTEM_ERROR'].includes(codeOf(error) ?? ''))
      throw error;
  }
}
