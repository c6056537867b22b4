import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { hasDockerEngine, removeContainers, removeVolumes } from '../infrastructure/docker.js';
import { postgresDir } from '../infrastructure/postgres.js';
import { openWorkspace, type Workspace } from '../workspace.js';

export const help = `npm run reset [-- --dir DIR]: stops what an earlier run left behind and forgets the local data

Downloads, which all clones share, stay.`;

export async function reset(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { dir: { type: 'string' } } });
  const log = (line: string) => console.log(line);
  const workspace = await openWorkspace(values.dir === undefined ? { log } : { log, dir: values.dir });
  await forget(workspace);
  console.log(`Forgot the data in ${workspace.paths.dir}.`);
  return 0;
}

/** Deletes everything of a workspace, and closes it. Nothing of it may be running. */
export async function forget(workspace: Workspace): Promise<void> {
  const { paths } = workspace;
  if (await hasDockerEngine()) {
    await removeContainers(paths);
    await removeVolumes(paths);
  }
  await rm(await postgresDir(paths), { recursive: true, force: true });
  await workspace.close();
  await rm(paths.dir, { recursive: true, force: true });
}
