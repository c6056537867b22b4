import { hash32 } from '../random.js';
import type { Fault, FaultKind } from './fault.js';

type Of<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** A fault and when it holds, epoch ms. */
export type FaultInForce = Fault & { readonly sinceMs: number; readonly untilMs: number };

/** What goes wrong. Whom a fault meets follows from the seed alone: the same seed and faults, the same day. */
export interface Faults {
  list(): readonly FaultInForce[];
  /** From now on these, and none of those before. */
  replace(faults: readonly Fault[], nowMs: number): void;
  /** The first fault of a kind that holds at a moment and meets somebody: `met` names whom, and what of him. */
  meets<K extends FaultKind>(kind: K, atMs: number, ...met: readonly (string | number)[]): Of<K> | undefined;
  /** In [0, 1), always the same for the same name. */
  chance(...name: readonly (string | number)[]): number;
}

/** @param configured hold from the beginning, for the past too. */
export function createFaults(seed: number, configured: readonly Fault[]): Faults {
  let inForce: readonly FaultInForce[] = configured.map((fault) => ({
    ...fault,
    sinceMs: -Infinity,
    untilMs: Infinity,
  }));
  const chance = (...name: readonly (string | number)[]) => hash32([seed, ...name].join(' ')) / 2 ** 32;
  return {
    list: () => inForce,
    replace: (faults, nowMs) => {
      inForce = faults.map((fault) => ({
        ...fault,
        sinceMs: nowMs,
        untilMs: fault.forSeconds === undefined ? Infinity : nowMs + fault.forSeconds * 1000,
      }));
    },
    meets: (kind, atMs, ...met) => {
      for (const fault of inForce) {
        if (!isOf(fault, kind) || atMs < fault.sinceMs || atMs >= fault.untilMs) continue;
        if (!('rate' in fault) || chance(kind, ...met) < fault.rate) return fault;
      }
      return undefined;
    },
    chance,
  };
}

function isOf<K extends FaultKind>(fault: FaultInForce, kind: K): fault is FaultInForce & Of<K> {
  return fault.kind === kind;
}
