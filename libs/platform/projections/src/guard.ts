import { withoutNul } from '@watch-tower/database';
import type { Incoming, Received, Unreadable } from '@watch-tower/messaging';
import type { TopicDefinition } from '@watch-tower/contracts';

/** What is known of a subject before a slice. */
export type Known = {
  /** The last version applied; null where none was. */
  readonly version: number | null;
  /** The lowest and the highest version that is parked; null where nothing is. */
  readonly parkedFirst: number | null;
  readonly parkedLast: number | null;
};

/** A message that was read but cannot be applied: `kind` is the name of the error it failed with. */
export type Failed = Unreadable & { readonly kind: string };

export type Arrival<T extends TopicDefinition> = Incoming<T> | Unreadable | Failed;

/** `reason`: why it is poison; null where it only waits. */
export type ToPark = {
  readonly subject: string;
  readonly version: number;
  readonly reason: string | null;
  readonly received: Received;
};

export type Poison = { readonly received: Received; readonly reason: string; readonly kind: string };

/** What becomes of a slice. */
export type Sorted<T extends TopicDefinition> = {
  readonly apply: readonly Incoming<T>[];
  /** The new version of every subject that something is applied to. */
  readonly versions: ReadonlyMap<string, number>;
  readonly park: readonly ToPark[];
  readonly poison: readonly Poison[];
};

/** The subject of a record: the id whose order matters. Without a key there is nothing to park. */
export const subjectOf = (received: Received): string | null =>
  received.key === null ? null : withoutNul(received.key);

/**
 * Sorts a slice by the versions of its subjects. On a topic of events only the version after the last is
 * applied; what comes later waits, what came before is a copy. Poison takes the place of its version, from
 * its header or else the one after the last seen, so that everything after it finds a gap and waits. On a
 * topic of state the newest wins, and replaces poison before it. On a topic without versions nobody waits.
 */
export const sortOut = <T extends TopicDefinition>(
  topic: T,
  known: ReadonlyMap<string, Known>,
  arrivals: readonly Arrival<T>[],
): Sorted<T> => {
  if (topic.versions === 'none') return sortUnversioned(arrivals);
  const subjects = new Map<string, Subject>();
  const apply: Incoming<T>[] = [];
  const newest = new Map<string, Incoming<T>>();
  const park: ToPark[] = [];
  const poison: Poison[] = [];

  for (const arrival of arrivals) {
    const { received } = arrival;
    const name = subjectOf(received);
    const fault = faultOf(arrival);
    if (name === null) {
      poison.push({
        received,
        reason: fault?.reason ?? 'the record has no key',
        kind: fault?.kind ?? 'unreadable',
      });
      continue;
    }
    const subject = subjects.get(name) ?? new Subject(topic, known.get(name));
    subjects.set(name, subject);
    const version = versionOf(arrival) ?? subject.placeOfPoison();
    if (subject.hasApplied(version)) continue;
    if (fault !== null) poison.push({ received, ...fault });
    if (fault === null && subject.isNext(version)) {
      subject.applied(version);
      if (topic.versions === 'newest') newest.set(name, arrival as Incoming<T>);
      else apply.push(arrival as Incoming<T>);
    } else {
      subject.parked(version);
      park.push({ subject: name, version, reason: fault?.reason ?? null, received });
    }
  }
  const versions = new Map<string, number>();
  for (const [name, subject] of subjects)
    if (subject.version !== null && subject.hasMoved) versions.set(name, subject.version);
  return {
    apply: [...apply, ...newest.values()],
    versions,
    park: park.filter(({ subject, version }) => !subjects.get(subject)?.hasApplied(version)),
    poison,
  };
};

const sortUnversioned = <T extends TopicDefinition>(arrivals: readonly Arrival<T>[]): Sorted<T> => {
  const apply: Incoming<T>[] = [];
  const poison: Poison[] = [];
  for (const arrival of arrivals) {
    if (arrival.readable) apply.push(arrival);
    else poison.push({ received: arrival.received, ...poisonOf(arrival) });
  }
  return { apply, versions: new Map(), park: [], poison };
};

class Subject {
  version: number | null;
  hasMoved = false;
  private parkedFirst: number | null;
  private lastSeen: number;

  constructor(
    private readonly topic: TopicDefinition,
    known: Known = { version: null, parkedFirst: null, parkedLast: null },
  ) {
    // A topic kept for ever holds every subject from its first version on.
    this.version = known.version ?? (topic.kept === 'forever' ? 0 : null);
    this.parkedFirst = known.parkedFirst;
    this.lastSeen = Math.max(this.version ?? -1, known.parkedLast ?? -1);
  }

  /** Of a subject nobody knows on a topic with limited retention: 0, before whatever comes first. */
  placeOfPoison(): number {
    return this.lastSeen + 1;
  }

  hasApplied(version: number): boolean {
    return this.version !== null && version <= this.version;
  }

  isNext(version: number): boolean {
    if (this.topic.versions === 'newest') return true;
    if (this.version !== null) return version === this.version + 1;
    // Unknown so far: the first that retention has left; poison that came before it has that place.
    return this.parkedFirst === null || this.parkedFirst === 0 || version <= this.parkedFirst;
  }

  applied(version: number): void {
    this.version = version;
    this.hasMoved = true;
    this.lastSeen = Math.max(this.lastSeen, version);
  }

  parked(version: number): void {
    this.parkedFirst = Math.min(this.parkedFirst ?? version, version);
    this.lastSeen = Math.max(this.lastSeen, version);
  }
}

const versionOf = (arrival: Arrival<TopicDefinition>): number | undefined => {
  if (arrival.readable) return arrival.version;
  const written = arrival.received.headers['ce_version'];
  return written !== undefined && /^\d{1,15}$/.test(written) ? Number(written) : undefined;
};

const poisonOf = (arrival: Unreadable | Failed): { reason: string; kind: string } => ({
  reason: arrival.reason,
  kind: 'kind' in arrival ? arrival.kind : 'unreadable',
});

const faultOf = (arrival: Arrival<TopicDefinition>): { reason: string; kind: string } | null => {
  if (!arrival.readable) return poisonOf(arrival);
  return arrival.version === undefined
    ? { reason: 'header ce_version is missing', kind: 'unreadable' }
    : null;
};
