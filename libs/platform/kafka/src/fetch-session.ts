/** What is wanted of a topic: each partition from an offset on. */
export type WantedTopic = {
  readonly topic: string;
  readonly partitions: readonly WantedPartition[];
};
type WantedPartition = { readonly partition: number; readonly fetchOffset: string };

/** What a request says, and what it leaves out because the broker remembers it. */
export type SessionRequest<Topic extends WantedTopic> = {
  readonly sessionId: number;
  readonly sessionEpoch: number;
  readonly topics: readonly Topic[];
  readonly forgottenTopics: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
};

const firstEpoch = 0;
const epochMax = 2 ** 31 - 1;
/** FETCH_SESSION_ID_NOT_FOUND, as after the broker's start, and INVALID_FETCH_SESSION_EPOCH. */
const sessionErrors = new Set([70, 71]);

/**
 * A fetch session with one broker, as in KIP-227: the broker remembers what a consumer reads and from where, a request
 * names only what has changed, and an answer only the partitions with something new. What was sent and not read on from
 * is sent again. Whatever goes wrong, the next request names everything and begins anew.
 */
export class FetchSession {
  #id = 0;
  #epoch = firstEpoch;
  #known = new Map<string, Map<number, string>>();

  /** @param wanted everything that is to be read now. */
  next<Topic extends WantedTopic>(wanted: readonly Topic[]): SessionRequest<Topic> {
    const known = this.#epoch === firstEpoch ? new Map<string, Map<number, string>>() : this.#known;
    this.#known = new Map(
      wanted.map(({ topic, partitions }) => [
        topic,
        new Map(partitions.map(({ partition, fetchOffset }) => [partition, fetchOffset])),
      ]),
    );
    return {
      sessionId: this.#id,
      sessionEpoch: this.#epoch,
      topics: wanted
        .map((entry) => ({
          ...entry,
          partitions: entry.partitions.filter(
            ({ partition, fetchOffset }) => known.get(entry.topic)?.get(partition) !== fetchOffset,
          ),
        }))
        .filter(({ partitions }) => partitions.length > 0),
      forgottenTopics: [...known]
        .map(([topic, partitions]) => ({
          topic,
          partitions: [...partitions.keys()].filter(
            (partition) => this.#known.get(topic)?.has(partition) !== true,
          ),
        }))
        .filter(({ partitions }) => partitions.length > 0),
    };
  }

  /** @returns whether the broker knew the session; where not, the request is to be made again. */
  answered({ errorCode, sessionId }: { readonly errorCode: number; readonly sessionId: number }): boolean {
    if (sessionErrors.has(errorCode)) {
      this.lost();
      return false;
    }
    this.#id = sessionId;
    // A broker without room for another session gives none.
    if (sessionId === 0) this.#epoch = firstEpoch;
    else this.#epoch = this.#epoch === epochMax ? 1 : this.#epoch + 1;
    return true;
  }

  /** Nobody knows whether the last request arrived. The broker lets go of the old session, by its id, with the next. */
  lost(): void {
    this.#epoch = firstEpoch;
  }
}
