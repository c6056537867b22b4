import type { Received } from '@watch-tower/messaging';
import type { IHeaders } from 'kafkajs';

/** What kafkajs delivers, as far as we look at it. */
export type Entry = {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: IHeaders | undefined;
};

/**
 * A record whose fields are decoded when they are looked at: a handler that needs only keys pays only for
 * keys, and decoding all of them costs more than fetching them.
 */
export class ReceivedRecord implements Received {
  #headers: Record<string, string> | undefined;
  #key: string | null | undefined;

  constructor(
    readonly topic: string,
    readonly partition: number,
    private readonly entry: Entry,
  ) {}

  get offset(): bigint {
    return BigInt(this.entry.offset);
  }

  get key(): string | null {
    return (this.#key ??= this.entry.key?.toString('utf8') ?? null);
  }

  get value(): Buffer | null {
    return this.entry.value;
  }

  get acceptedAt(): Date {
    return new Date(Number(this.entry.timestamp));
  }

  get headers(): Readonly<Record<string, string>> {
    return (this.#headers ??= textOf(this.entry.headers));
  }
}

/** Headers as text; of a header that was given more than once the first counts. */
const textOf = (headers: IHeaders | undefined): Record<string, string> => {
  const text = Object.create(null) as Record<string, string>;
  for (const name in headers) {
    const given = headers[name];
    const value = Array.isArray(given) ? given[0] : given;
    if (value !== undefined) text[name] = typeof value === 'string' ? value : value.toString('utf8');
  }
  return text;
};
