/** A seeded source of chance: the same seed gives the same sequence, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Normal with mean 0 and standard deviation 1. */
  gaussian(): number;
  /** One element; a list without elements is a RangeError. */
  pick<T>(items: readonly T[]): T;
}

// Taken once: where a module runs in a context of its own, as under Jest, looking up a global costs more than the arithmetic.
const { imul, floor, sqrt, log, cos, PI } = Math;

/** FNV-1a with a final avalanche (murmur3's), so that neighbouring keys are far apart. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = imul(hash ^ text.charCodeAt(i), 0x01000193);
  return avalanche(hash);
}

/** Uniform in [0, 1) for a cell of whole numbers; without a sequence, so anyone may ask for any cell. */
export function cellNoise(...cell: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of cell) hash = avalanche(imul(hash ^ part, 0x01000193) + 0x7f4a7c15);
  return hash / 2 ** 32;
}

/** Mulberry32, seeded by whatever names the sequence, for example `createRandom(seed, plate, day)`. */
export function createRandom(...name: readonly (string | number)[]): Random {
  let state = hash32(name.join('\u0000'));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    gaussian: () => sqrt(-2 * log(1 - next())) * cos(2 * PI * next()),
    pick: (items) => {
      const item = items[floor(next() * items.length)];
      if (item === undefined) throw new RangeError('Nothing to pick from');
      return item;
    },
  };
}

function avalanche(value: number): number {
  let hash = imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
