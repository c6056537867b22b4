import { fromHeaders, type Attributes, type MessageOn, type TopicDefinition } from '@watch-tower/contracts';

/** A record as the broker delivered it. `acceptedAt` is the broker's timestamp, the time of acceptance. */
export type Received = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
  readonly acceptedAt: Date;
};

/** A record that was read: attributes and typed payload, told apart by `type`. */
export type Incoming<T extends TopicDefinition> = Attributes &
  MessageOn<T> & { readonly readable: true; readonly received: Received };

/** A record that could not be read; `reason` names the header or field at fault. */
export type Unreadable = { readonly readable: false; readonly received: Received; readonly reason: string };

/**
 * Reads a record of a topic: CloudEvents headers, JSON, schema of its type. Unknown fields are ignored.
 * Never throws: what cannot be read comes back as `Unreadable` with a sentence.
 */
export const read = <T extends TopicDefinition>(topic: T, received: Received): Incoming<T> | Unreadable => {
  const unreadable = (reason: string): Unreadable => ({ readable: false, received, reason });
  const attributes = fromHeaders(received.headers);
  if ('fault' in attributes) return unreadable(attributes.fault);
  const schema = Object.hasOwn(topic.messages, attributes.type) ? topic.messages[attributes.type] : undefined;
  if (schema === undefined) return unreadable(`type ${attributes.type} is unknown on ${topic.name}`);
  if (received.value === null) return unreadable('the value is null');
  let parsed: ReturnType<typeof schema.safeParse>;
  try {
    parsed = schema.safeParse(JSON.parse(received.value.toString('utf8')));
  } catch (error) {
    return unreadable(`the value is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return unreadable(`${issue?.path.join('.') || 'value'}: ${issue?.message ?? 'invalid'}`);
  }
  // The schema was looked up by the type, so that type and data belong together.
  return { ...attributes, data: parsed.data, readable: true, received } as unknown as Incoming<T>;
};
