import { StackError } from '../errors.js';
import type { ManagedProcess } from '../process/managed-process.js';

export type Origin = 'native' | 'docker' | 'environment';

/** One server of the infrastructure, with the handles that fault tests need. They work on native servers only. */
export interface Server<How = NodeJS.Signals> {
  readonly name: string;
  readonly origin: Origin;
  readonly pid: number | undefined;
  start(): Promise<void>;
  /** Ends it and waits. Unless told how it ends well; stopping what is stopped does nothing. */
  readonly stop: (how?: How) => Promise<void>;
  /** Ends it at once (SIGKILL unless told otherwise) and waits. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Holds the whole process still (SIGSTOP): connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** The end of the system: gives back whatever was taken to have this server. Never refuses. */
  close(): Promise<void>;
}

/** `launch` starts the process and resolves once it serves. */
export function nativeServer(name: string, launch: () => Promise<ManagedProcess>): Server {
  let child: ManagedProcess | undefined;
  const running = () => {
    if (!child?.isAlive()) throw new StackError(`${name} is not running.`);
    return child;
  };
  const end = async (signal?: NodeJS.Signals) => {
    await child?.stop(signal);
    child = undefined;
  };
  return {
    name,
    origin: 'native',
    get pid() {
      return child?.isAlive() ? child.pid : undefined;
    },
    start: async () => {
      if (!child?.isAlive()) child = await launch();
    },
    stop: end,
    kill: async (signal = 'SIGKILL') => end(signal),
    freeze: () => running().signal('SIGSTOP'),
    thaw: () => running().signal('SIGCONT'),
    close: () => end(),
  };
}

/** A server that is not ours to control; `close` undoes what was done to get it (a container). */
export function foreignServer(name: string, origin: Origin, close: () => Promise<void>): Server<unknown> {
  const refuse = (): never => {
    throw new StackError(`${name} comes from ${origin}: only a native one can be stopped, killed or frozen.`);
  };
  return {
    name,
    origin,
    pid: undefined,
    start: async () => refuse(),
    stop: async () => refuse(),
    kill: async () => refuse(),
    freeze: refuse,
    thaw: refuse,
    close,
  };
}
