import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Runs the command `rebuild` of a service's own program.
 * @returns its exit code: 0 done, 1 failed, 2 wrongly called, 3 cannot be.
 */
export const rebuildReadModel = async (
  service: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> => {
  const entry = fileURLToPath(new URL(`../../../apps/${service}/dist/main.js`, import.meta.url));
  const program = spawn(process.execPath, [entry, 'rebuild', ...args], { env, stdio: 'inherit' });
  const onStop = (): void => void program.kill('SIGTERM');
  process.once('SIGTERM', onStop);
  const [code] = (await once(program, 'exit')) as [number | null];
  process.off('SIGTERM', onStop);
  return code ?? 1;
};
