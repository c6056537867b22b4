/** Organizations, trucks, drivers, locations: changed by the same rules, whatever their fields are. */
export type RegistryKind = 'organization' | 'truck' | 'driver' | 'location';

/** Something of the registry: its fields, and what is known of every such thing. */
export type Entity<Fields> = {
  readonly id: string;
  /** Counts up by one with every change, from 1. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Since when it is out of use; null while it is in use. */
  readonly retiredAt: Date | null;
  readonly fields: Fields;
};

/** What is absent stays as it is. Only `retired: false` changes what is retired: it brings it back. */
export type Change<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined } & {
  readonly retired?: false | undefined;
};

export type RegistryCommand<Fields> =
  | { readonly type: 'register'; readonly fields: Fields }
  | {
      readonly type: 'update';
      readonly change: Change<Fields>;
      readonly expectedVersion?: number | undefined;
    }
  | { readonly type: 'retire'; readonly expectedVersion?: number | undefined };

/** An expected no: a stable code and a sentence that says what is allowed now. */
export type RegistryRefusal = {
  readonly kind: 'invalid' | 'not_found' | 'conflict' | 'stale';
  readonly code: string;
  readonly message: string;
  readonly field?: string;
};

/** What happened, and to which fields; their values stand in the entity alone, for some are of people. */
export type RegistryEvent = {
  readonly type: 'registered' | 'updated' | 'retired' | 'reinstated';
  readonly fields: readonly string[];
};

export type RegistryDecision<Fields> =
  | { readonly refusal: RegistryRefusal }
  /** What is asked for is already so. */
  | { readonly event: null }
  | { readonly event: RegistryEvent; readonly entity: Entity<Fields> };

type Asked = { readonly kind: RegistryKind; readonly id: string; readonly now: Date };

/** Decides a command by the entity alone; what it refers to and what is taken is for others to look at. */
export const decideRegistry = <Fields extends object>(
  present: Entity<Fields> | undefined,
  command: RegistryCommand<Fields>,
  asked: Asked,
): RegistryDecision<Fields> => {
  const { kind, id, now } = asked;
  if (command.type === 'register') {
    if (present !== undefined) return refuse('conflict', 'already_registered', alreadyRegistered);
    return {
      event: { type: 'registered', fields: Object.keys(command.fields) },
      entity: { id, version: 1, createdAt: now, updatedAt: now, retiredAt: null, fields: command.fields },
    };
  }
  if (present === undefined) return refuse('not_found', `${kind}_not_found`, `There is no such ${kind}.`);
  const { version } = present;
  const { expectedVersion = version } = command;
  if (expectedVersion !== version) {
    const message = `The ${kind} is at version ${version}, not ${expectedVersion}: read it again and decide anew.`;
    return refuse('stale', 'stale_version', message);
  }
  return command.type === 'retire' ? retire(present, now) : update(present, command.change, kind, now);
};

const alreadyRegistered = 'This id is registered already; an id is registered once.';

const retire = <Fields>(present: Entity<Fields>, now: Date): RegistryDecision<Fields> =>
  present.retiredAt !== null
    ? { event: null }
    : {
        event: { type: 'retired', fields: [] },
        entity: { ...present, version: present.version + 1, updatedAt: now, retiredAt: now },
      };

const update = <Fields extends object>(
  present: Entity<Fields>,
  { retired, ...change }: Change<Fields>,
  kind: RegistryKind,
  now: Date,
): RegistryDecision<Fields> => {
  const isReinstated = present.retiredAt !== null && retired === false;
  if (present.retiredAt !== null && !isReinstated) {
    const message = `This ${kind} is retired; send "retired": false with a change to bring it back.`;
    return refuse('conflict', `${kind}_retired`, message);
  }
  const changed = Object.entries(change).filter(
    ([name, value]) => value !== undefined && !isEqual(value, present.fields[name as keyof Fields]),
  );
  if (changed.length === 0 && !isReinstated) return { event: null };
  return {
    event: { type: isReinstated ? 'reinstated' : 'updated', fields: changed.map(([name]) => name) },
    entity: {
      ...present,
      version: present.version + 1,
      updatedAt: now,
      retiredAt: null,
      fields: { ...present.fields, ...Object.fromEntries(changed) },
    },
  };
};

/** Whether two values of JSON are the same, in whatever order their names stand. */
const isEqual = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [ofA, ofB] = [Object.entries(a), new Map(Object.entries(b))];
  return ofA.length === ofB.size && ofA.every(([name, value]) => isEqual(value, ofB.get(name)));
};

const refuse = (
  kind: RegistryRefusal['kind'],
  code: string,
  message: string,
): { refusal: RegistryRefusal } => ({ refusal: { kind, code, message } });
