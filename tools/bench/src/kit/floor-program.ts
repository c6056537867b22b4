import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type FloorProgram = {
  readonly pid: number;
  readonly url: string;
  /** Tells the floor to do something; resolves with what it says when that is done. */
  ask<Answer>(what: object): Promise<Answer>;
  stop(): Promise<void>;
};

/**
 * Runs a floor as a process of its own, as the services are. It says by one message what it can be reached at,
 * and ends when the channel to us does.
 */
export const startFloor = async (
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<FloorProgram> => {
  const file = fileURLToPath(new URL(`../floors/${name}.js`, import.meta.url));
  // What kafkajs has to say of its own faults is known.
  const execArgv = ['--no-warnings'];
  const child = fork(file, [], { env: { ...process.env, NODE_ENV: 'production', ...env }, execArgv });
  const exited = once(child, 'exit');
  const said = once(child, 'message').then(([message]) => message as { readonly url: string });
  const ready = await Promise.race([said, exited.then(() => undefined)]);
  const { pid } = child;
  if (ready === undefined || pid === undefined)
    throw new Error(`the floor ${name} ended before it was ready`);
  const stop = async (): Promise<void> => {
    child.disconnect();
    await exited;
  };
  const ask = async <Answer>(what: object): Promise<Answer> => {
    const answered = once(child, 'message');
    child.send(what);
    return (await answered)[0] as Answer;
  };
  return { pid, url: ready.url, ask, stop };
};
