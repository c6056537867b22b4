import type { CommandOutcome, DataOf, Topics, TypeOn } from '@watch-tower/contracts';
import { toRecord, type OutgoingRecord, type Trace } from '@watch-tower/messaging';
import { source } from '../../inbox/headers.js';
import type { Caller } from '../../sign-in/access-tokens.js';

type CommandTopic = Topics['tripCommands'] | Topics['fleetCommands'];

export type SubjectKind = CommandOutcome['subject']['kind'];

/** What a use case asks of an owner. Without an id the subject is new: its id derives from the command's. */
export type Command = {
  readonly type: string;
  readonly subject: { readonly kind: SubjectKind; readonly id?: string };
  readonly toRecord: (placed: {
    readonly id: string;
    readonly subjectId: string;
    readonly time: string;
    readonly trace: Trace;
    readonly caller: Caller;
  }) => OutgoingRecord;
};

/** The compiler ties topic, type and payload together; who asks is added where it is known. */
export const command = <T extends CommandTopic, K extends TypeOn<T>>(
  topic: T,
  type: K,
  subject: Command['subject'],
  data: Omit<DataOf<T, K>, 'actor'>,
): Command => ({
  type,
  subject,
  toRecord: ({ id, subjectId, time, trace, caller }) =>
    toRecord<T, K>(topic, subjectId, {
      id,
      type,
      source,
      time,
      subject: subjectId,
      correlationId: trace.correlationId,
      traceparent: trace.traceparent,
      data: { ...data, actor: { id: caller.id, role: caller.role } } as unknown as DataOf<T, K>,
    }),
});
