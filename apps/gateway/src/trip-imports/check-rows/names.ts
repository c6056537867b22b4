import { normalisePlate } from '@watch-tower/contracts';

export type NamedKind = 'location' | 'organization' | 'truck' | 'driver';

/** Something that a row can name, and why a trip could not take it, if so. */
export type Named = {
  readonly id: string;
  readonly kind: NamedKind;
  readonly label: string;
  /** As `is retired`. */
  readonly unusable: string | null;
};

export type Found =
  | { readonly is: 'found'; readonly named: Named }
  | { readonly is: 'ambiguous'; readonly count: number }
  | { readonly is: 'unknown'; readonly nearest: string | undefined };

/** How many unknown names are compared with all others; each further one gets a remedy without a suggestion. */
const comparedMax = 200;

const keyOf = (kind: NamedKind, written: string): string =>
  kind === 'truck'
    ? normalisePlate(written)
    : written.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Master data by the names that people write: plates normalised, others without case; ids are names too. */
export class Names {
  private readonly byKey = new Map<string, Named[]>();
  private readonly answers = new Map<string, Found>();
  private compared = 0;

  constructor(private readonly all: readonly Named[]) {
    for (const named of all) {
      for (const name of new Set([keyOf(named.kind, named.label), keyOf(named.kind, named.id)])) {
        const key = `${named.kind}:${name}`;
        this.byKey.set(key, [...(this.byKey.get(key) ?? []), named]);
      }
    }
  }

  find(kind: NamedKind, written: string): Found {
    const name = keyOf(kind, written);
    const key = `${kind}:${name}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = this.look(kind, name, key);
    this.answers.set(key, answer);
    return answer;
  }

  private look(kind: NamedKind, name: string, key: string): Found {
    const matches = this.byKey.get(key) ?? [];
    // A retired namesake stands in nobody's way.
    const usable = matches.filter(({ unusable }) => unusable === null);
    const [named, ...others] = usable.length > 0 ? usable : matches;
    if (named === undefined) return { is: 'unknown', nearest: this.nearest(kind, name) };
    return others.length > 0 ? { is: 'ambiguous', count: others.length + 1 } : { is: 'found', named };
  }

  private nearest(kind: NamedKind, name: string): string | undefined {
    if (this.compared++ >= comparedMax) return undefined;
    let best: { label: string; distance: number } | undefined;
    for (const { kind: ofKind, label, unusable } of this.all) {
      if (ofKind !== kind || unusable !== null) continue;
      const distanceMax = Math.min(best === undefined ? Infinity : best.distance - 1, nearMax(name));
      const distance = editDistance(name, keyOf(kind, label), distanceMax);
      if (distance !== undefined) best = { label, distance };
    }
    return best?.label;
  }
}

/** So many letters may differ that somebody may still have meant it. */
const nearMax = (name: string): number => Math.max(1, Math.floor(name.length * 0.4));

/** Levenshtein's distance, undefined where it is above `max`. */
export const editDistance = (one: string, other: string, max: number): number | undefined => {
  if (Math.abs(one.length - other.length) > max) return undefined;
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (above[column - 1] ?? 0) + Number(one[row - 1] !== other[column - 1]);
      current[column] = Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
    }
    if (Math.min(...current) > max) return undefined;
    above = current;
  }
  const distance = above[other.length] ?? 0;
  return distance <= max ? distance : undefined;
};
