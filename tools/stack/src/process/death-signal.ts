import { spawnSync } from 'node:child_process';
import { which } from './which.js';

let setpriv: string | undefined | null = null;

/**
 * What to put before a command so that the kernel sends it `signal` when we are killed outright and can no longer stop
 * it ourselves: Linux's `setpriv --pdeathsig`, or nothing where that is missing (busybox's lacks the option).
 */
export function withDeathSignal(signal: NodeJS.Signals): readonly string[] {
  if (setpriv === null) {
    const found = process.platform === 'linux' ? which('setpriv') : undefined;
    const works = found !== undefined && spawnSync(found, ['--pdeathsig', 'TERM', '--', 'true']).status === 0;
    setpriv = works ? found : undefined;
  }
  return setpriv === undefined ? [] : [setpriv, '--pdeathsig', signal.replace('SIG', ''), '--'];
}
