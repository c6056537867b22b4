import type { Stack } from '@watch-tower/stack';
import type { GatewayClient } from './gateway-client.js';
import type { Ledger } from './ledger.js';
import type { World } from './load/world.js';

/** A promise that a fault must not break, and whether it held. */
export type Check = { readonly what: string; readonly holds: boolean; readonly measured: string };

export type Scene = {
  readonly stack: Stack;
  readonly client: GatewayClient;
  readonly world: World;
  readonly ledger: Ledger;
  readonly random: () => number;
  /** One short round, as in CI. */
  readonly short: boolean;
  readonly say: (line: string) => void;
};

/** One fault of `measured.md`: what it does to the running system while the load goes on. */
export type Fault = {
  readonly id: string;
  readonly title: string;
  /** How often each fix and command is sent; once unless said. */
  readonly copies?: (random: () => number) => () => number;
  /** Does the damage and mends it; what it measured beside the ledger comes back as checks. */
  readonly inflict: (scene: Scene) => Promise<Check[]>;
  /** How soon after the mending a new command must be carried out, in seconds. */
  readonly recoverySecondsMax: number;
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
