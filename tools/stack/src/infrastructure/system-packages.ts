import { StackError } from '../errors.js';
import { run } from '../process/run.js';
import { which } from '../process/which.js';
import type { Log } from '../workspace.js';

/** As root on a system with apt: installs and returns true. Otherwise false: the caller says what to install. */
export async function installSystemPackages(packages: readonly string[], log: Log): Promise<boolean> {
  const apt = which('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) return false;
  log(`installing ${packages.join(', ')} from the system's packages`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  const install = () => run(apt, [...lock, 'install', '-y', '--no-install-recommends', ...packages], { env });
  // The package lists of a fresh container are empty or old: only then is the slow update needed.
  if ((await install()).code === 0) return true;
  await run(apt, [...lock, 'update'], { env });
  const second = await install();
  if (second.code !== 0) {
    throw new StackError(
      `apt-get could not install ${packages.join(', ')}: ${second.output.trimEnd().split('\n').at(-1) ?? 'no output'}`,
    );
  }
  return true;
}
