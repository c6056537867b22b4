import type { Received } from '@watch-tower/messaging';
import { z } from 'zod';
import { sortOut, type Arrival, type Known } from './guard.js';
import type { TopicDefinition } from '@watch-tower/contracts';

const messages = { happened: z.object({}) };
const common = { name: 'watchtower.test.v1', key: 'id', description: '', partitions: 1, messages } as const;
const forever = { ...common, versions: 'contiguous', kept: 'forever' } satisfies TopicDefinition;
const limited = { ...common, versions: 'contiguous', kept: { days: 35 } } satisfies TopicDefinition;
const state = { ...common, versions: 'newest', kept: 'compacted' } satisfies TopicDefinition;

const received = (key: string | null, version?: number): Received => ({
  topic: common.name,
  partition: 0,
  offset: 0n,
  key,
  headers: version === undefined ? {} : { ce_version: String(version) },
  value: null,
  acceptedAt: new Date(0),
});
const message = (key: string | null, version: number | undefined): Arrival<TopicDefinition> =>
  ({ readable: true, version, received: received(key, version) }) as unknown as Arrival<TopicDefinition>;
const poison = (key: string | null, version?: number): Arrival<TopicDefinition> => ({
  readable: false,
  reason: 'broken',
  received: received(key, version),
});
const known = (fields: Partial<Known>): ReadonlyMap<string, Known> =>
  new Map([['a', { version: null, parkedFirst: null, parkedLast: null, ...fields }]]);

const sorted = (
  topic: TopicDefinition,
  before: ReadonlyMap<string, Known>,
  arrivals: Arrival<TopicDefinition>[],
) => {
  const { apply, park, poison: bad, versions } = sortOut(topic, before, arrivals);
  return {
    apply: apply.map(({ version }) => version),
    park: park.map(({ version, reason }) => (reason === null ? version : `${version} ${reason}`)),
    deadLetters: bad.map(({ reason }) => reason),
    version: versions.get('a'),
  };
};
const nothing = { apply: [], park: [], deadLetters: [], version: undefined };

describe('on a topic of events', () => {
  test('versions are applied one after the other, copies have no effect', () => {
    const arrivals = [1, 2, 2, 1, 3].map((version) => message('a', version));
    expect(sorted(forever, new Map(), arrivals)).toEqual({ ...nothing, apply: [1, 2, 3], version: 3 });
    expect(sorted(forever, known({ version: 3 }), arrivals)).toEqual(nothing);
  });

  test('what comes after a gap waits', () => {
    const arrivals = [2, 4, 5].map((version) => message('a', version));
    expect(sorted(forever, known({ version: 1 }), arrivals)).toEqual({
      ...nothing,
      apply: [2],
      park: [4, 5],
      version: 2,
    });
  });

  test('the first version of a subject on a topic kept for ever is 1', () => {
    expect(sorted(forever, new Map(), [message('a', 2)])).toEqual({ ...nothing, park: [2] });
  });

  test('a subject that is unknown begins with the first version that retention has left', () => {
    const arrivals = [message('a', 41), message('a', 42), message('a', 44)];
    expect(sorted(limited, new Map(), arrivals)).toEqual({
      ...nothing,
      apply: [41, 42],
      park: [44],
      version: 42,
    });
  });

  test('poison takes the place of its version, and what follows waits', () => {
    expect(sorted(forever, known({ version: 4 }), [poison('a', 5), message('a', 6)])).toEqual({
      ...nothing,
      park: ['5 broken', 6],
      deadLetters: ['broken'],
    });
  });

  test('poison that names no version has the place after the last seen', () => {
    const arrivals = [message('a', 5), poison('a'), message('a', 7)];
    expect(sorted(forever, known({ version: 4 }), arrivals)).toMatchObject({
      apply: [5],
      park: ['6 broken', 7],
    });
    expect(
      sorted(forever, known({ version: 4, parkedFirst: 6, parkedLast: 8 }), [poison('a')]),
    ).toMatchObject({
      park: ['9 broken'],
    });
  });

  test('a subject that began with poison waits for that version, and takes it', () => {
    expect(sorted(limited, new Map(), [poison('a', 41), message('a', 42)])).toMatchObject({
      apply: [],
      park: ['41 broken', 42],
    });
    expect(
      sorted(limited, known({ parkedFirst: 41, parkedLast: 42 }), [message('a', 43), message('a', 41)]),
    ).toMatchObject({
      apply: [41],
      park: [43],
    });
  });

  test('a copy of what is applied is no poison any more', () => {
    expect(sorted(forever, known({ version: 5 }), [poison('a', 5)])).toEqual(nothing);
  });

  test('a message without a version is poison', () => {
    expect(sorted(forever, known({ version: 1 }), [message('a', undefined)])).toMatchObject({
      park: ['2 header ce_version is missing'],
      deadLetters: ['header ce_version is missing'],
    });
  });

  test('poison without a key is a dead letter and parks nobody', () => {
    expect(sorted(forever, new Map(), [poison(null, 1), message(null, 1), message('a', 1)])).toEqual({
      ...nothing,
      apply: [1],
      deadLetters: ['broken', 'the record has no key'],
      version: 1,
    });
  });
});

describe('on a topic of state', () => {
  test('the newest wins, whatever is missing', () => {
    const arrivals = [3, 9, 7].map((version) => message('a', version));
    expect(sorted(state, known({ version: 2 }), arrivals)).toEqual({ ...nothing, apply: [9], version: 9 });
    expect(sorted(state, known({ version: 9 }), arrivals)).toEqual(nothing);
  });

  test('poison is parked until a newer state replaces it', () => {
    expect(sorted(state, known({ version: 2 }), [poison('a', 3)])).toMatchObject({ park: ['3 broken'] });
    expect(sorted(state, known({ version: 2 }), [poison('a', 3), message('a', 4)])).toEqual({
      ...nothing,
      apply: [4],
      deadLetters: ['broken'],
      version: 4,
    });
  });
});

test('on a topic without versions all that can be read is applied, in its order, copies too; nobody waits', () => {
  const unversioned = { ...common, versions: 'none', kept: { days: 35 } } satisfies TopicDefinition;
  const arrivals = [message('a', undefined), poison('a'), message(null, undefined), message('a', undefined)];
  const { apply, park, poison: bad, versions } = sortOut(unversioned, new Map(), arrivals);
  expect(apply).toEqual([arrivals[0], arrivals[2], arrivals[3]]);
  expect(bad).toEqual([{ received: arrivals[1]?.received, reason: 'broken', kind: 'unreadable' }]);
  expect({ park, versions: versions.size }).toEqual({ park: [], versions: 0 });
});
