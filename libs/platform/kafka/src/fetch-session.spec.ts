import fc from 'fast-check';
import { FetchSession, type SessionRequest, type WantedTopic } from './fetch-session.js';

const from = (offsets: Readonly<Record<string, readonly (number | null)[]>>): WantedTopic[] =>
  Object.entries(offsets).map(([topic, partitions]) => ({
    topic,
    partitions: partitions.flatMap((offset, partition) =>
      offset === null ? [] : [{ partition, fetchOffset: String(offset) }],
    ),
  }));
const granted = { errorCode: 0, sessionId: 7 };

/** What a broker makes of the requests that reach it: what it reads, and from where. */
class BrokerSide {
  #wanted = new Map<string, string>();
  #epoch = 0;

  take({ forgottenTopics, sessionEpoch, sessionId, topics }: SessionRequest<WantedTopic>): {
    errorCode: number;
    sessionId: number;
  } {
    if (sessionEpoch === 0) this.#wanted.clear();
    else if (sessionId !== 7 || sessionEpoch !== this.#epoch) return { errorCode: 71, sessionId: 0 };
    this.#epoch = sessionEpoch + 1;
    for (const { partitions, topic } of forgottenTopics)
      for (const partition of partitions) this.#wanted.delete(`${topic}/${partition}`);
    for (const { partitions, topic } of topics)
      for (const { fetchOffset, partition } of partitions)
        this.#wanted.set(`${topic}/${partition}`, fetchOffset);
    return granted;
  }

  forget(): void {
    this.#epoch = -1;
  }

  get wanted(): Record<string, string> {
    return Object.fromEntries(this.#wanted);
  }
}

describe('a fetch session', () => {
  it('names everything at first, then what has changed, and what is not wanted any more', () => {
    const session = new FetchSession();
    expect(session.next(from({ a: [1, 2], b: [3] }))).toEqual({
      ...{ sessionId: 0, sessionEpoch: 0, topics: from({ a: [1, 2], b: [3] }), forgottenTopics: [] },
    });
    expect(session.answered(granted)).toBe(true);
    expect(session.next(from({ a: [1, 9], b: [3] }))).toMatchObject({
      ...{ sessionId: 7, sessionEpoch: 1, forgottenTopics: [] },
      topics: [{ topic: 'a', partitions: [{ partition: 1, fetchOffset: '9' }] }],
    });
    session.answered(granted);
    expect(session.next(from({ a: [null, 9] }))).toEqual({
      ...{ sessionId: 7, sessionEpoch: 2, topics: [] },
      forgottenTopics: [
        { topic: 'a', partitions: [0] },
        { topic: 'b', partitions: [0] },
      ],
    });
  });

  it('begins anew where the broker does not know it, or grants none', () => {
    const session = new FetchSession();
    const wanted = from({ a: [1] });
    session.next(wanted);
    session.answered(granted);
    session.next(wanted);
    expect(session.answered({ errorCode: 70, sessionId: 0 })).toBe(false);
    expect(session.next(wanted)).toMatchObject({ sessionId: 7, sessionEpoch: 0, topics: wanted });
    expect(session.answered({ errorCode: 0, sessionId: 0 })).toBe(true);
    expect(session.next(wanted)).toMatchObject({ sessionId: 0, sessionEpoch: 0, topics: wanted });
  });

  it('has the broker read what is wanted, whatever is lost on the way', () => {
    const offset = fc.option(fc.nat({ max: 3 }));
    const step = fc.record({
      wanted: fc.record({ a: fc.array(offset, { maxLength: 3 }), b: fc.array(offset, { maxLength: 3 }) }),
      what: fc.constantFrom('answered', 'request lost', 'answer lost', 'broker restarted'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const session = new FetchSession();
        const broker = new BrokerSide();
        for (const { wanted, what } of steps) {
          const topics = from(wanted);
          if (what === 'broker restarted') broker.forget();
          const request = session.next(topics);
          if (what === 'request lost') {
            session.lost();
            continue;
          }
          const answer = broker.take(request);
          if (what === 'answer lost') session.lost();
          else if (!session.answered(answer)) session.answered(broker.take(session.next(topics)));
          if (what === 'answered' || what === 'broker restarted')
            expect(broker.wanted).toEqual(
              Object.fromEntries(
                topics.flatMap(({ partitions, topic }) =>
                  partitions.map(({ fetchOffset, partition }) => [`${topic}/${partition}`, fetchOffset]),
                ),
              ),
            );
        }
      }),
      { seed: 20_261_126 },
    );
  });
});
