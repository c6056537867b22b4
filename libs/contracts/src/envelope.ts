import { z } from 'zod';
import { instant, uuid, version } from './values.js';

/**
 * A CloudEvent 1.0 as it travels on Kafka in binary mode: the attributes stand in `ce_*` headers, the value
 * is plain JSON. `version` is the version of the subject after this message, contiguous per subject on a
 * topic of events; it is absent where a subject has no versions (telemetry, outcomes).
 */
export const attributes = z.object({
  specversion: z.literal('1.0'),
  id: uuid,
  type: z.string().min(1),
  source: z.string().min(1),
  time: instant,
  subject: z.string().min(1),
  version: version.optional(),
  correlationId: z.string().min(1),
  causationId: z.string().min(1).optional(),
  traceparent: z.string().optional(),
});

export type Attributes = z.infer<typeof attributes>;

/** A message with its parsed payload. */
export type Message<Type extends string = string, Data = unknown> = Attributes & { type: Type; data: Data };

const headerOf = {
  specversion: 'ce_specversion',
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  time: 'ce_time',
  subject: 'ce_subject',
  version: 'ce_version',
  correlationId: 'ce_correlationid',
  causationId: 'ce_causationid',
  traceparent: 'traceparent',
} as const satisfies Record<keyof Attributes, string>;

/** Kafka headers of a message; absent attributes are left out. */
export const toHeaders = (message: Attributes): Record<string, string> => {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  for (const [attribute, header] of Object.entries(headerOf)) {
    const value = message[attribute as keyof Attributes];
    if (value !== undefined) headers[header] = String(value);
  }
  return headers;
};

/**
 * Reads the attributes out of Kafka headers (already decoded to text).
 * @returns the attributes, or a sentence that names the header at fault.
 */
export const fromHeaders = (headers: Record<string, string | undefined>): Attributes | { fault: string } => {
  const written = headers[headerOf.version];
  const parsed = attributes.safeParse({
    specversion: headers[headerOf.specversion],
    id: headers[headerOf.id],
    type: headers[headerOf.type],
    source: headers[headerOf.source],
    time: headers[headerOf.time],
    subject: headers[headerOf.subject],
    version: written === undefined ? undefined : Number(written),
    correlationId: headers[headerOf.correlationId],
    causationId: headers[headerOf.causationId],
    traceparent: headers[headerOf.traceparent],
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const attribute = (issue?.path[0] ?? 'specversion') as keyof Attributes;
  return { fault: `header ${headerOf[attribute]}: ${issue?.message ?? 'invalid'}` };
};
