import { z } from 'zod';

const rate = z.number().min(0).max(1).describe('share of what it can meet that it meets');
const seconds = z.number().min(1).max(3600);
/** From when it is set; without it until the faults are set anew. */
const forSeconds = z.number().positive().max(86_400).optional();
const bounded = z.number().positive().max(3600);

const fault = z.discriminatedUnion('kind', [
  // What devices and the mobile network do.
  z.strictObject({ kind: z.literal('late'), rate, seconds, forSeconds }),
  z.strictObject({ kind: z.literal('disorder'), rate, seconds, forSeconds }),
  z.strictObject({
    kind: z.literal('store_and_forward'),
    rate,
    hours: z.number().min(0.1).max(24),
    forSeconds,
  }),
  z.strictObject({ kind: z.literal('future_clock'), rate, hours: z.number().min(0.2).max(720), forSeconds }),
  z.strictObject({ kind: z.literal('wrong_zone'), rate, hours: z.number().min(-14).max(14), forSeconds }),
  z.strictObject({ kind: z.literal('jump'), rate, kilometres: z.number().min(0.5).max(5000), forSeconds }),
  z.strictObject({ kind: z.literal('zero_coordinates'), rate, forSeconds }),
  z.strictObject({ kind: z.literal('device_swap'), rate, forSeconds }),
  // What becomes of webhooks.
  z.strictObject({ kind: z.literal('duplicates'), rate, forSeconds }),
  z.strictObject({ kind: z.literal('lost'), rate, forSeconds }),
  // What the API does.
  z.strictObject({ kind: z.literal('outage'), forSeconds: bounded }),
  z.strictObject({ kind: z.literal('too_many'), forSeconds: bounded }),
  z.strictObject({ kind: z.literal('server_errors'), rate, forSeconds }),
  z.strictObject({ kind: z.literal('slow'), rate, milliseconds: z.number().min(1).max(60_000), forSeconds }),
]);

export type Fault = z.output<typeof fault>;
export type FaultKind = Fault['kind'];

/** All that goes wrong from now on; whatever went wrong before no longer does. */
export const faultList = z.array(fault).max(50);

/** What a fleet meets on an ordinary day. */
const ordinaryDay: readonly Fault[] = [
  { kind: 'late', rate: 0.02, seconds: 480 },
  { kind: 'disorder', rate: 0.02, seconds: 90 },
  { kind: 'store_and_forward', rate: 0.01, hours: 2 },
  { kind: 'future_clock', rate: 0.0003, hours: 24 },
  { kind: 'wrong_zone', rate: 0.01, hours: 1 },
  { kind: 'jump', rate: 0.0005, kilometres: 40 },
  { kind: 'zero_coordinates', rate: 0.0005 },
  { kind: 'duplicates', rate: 0.02 },
  { kind: 'lost', rate: 0.01 },
  { kind: 'server_errors', rate: 0.01 },
  { kind: 'slow', rate: 0.02, milliseconds: 1500 },
];

/** As it is configured: `none`, `ordinary`, or the list itself as JSON. */
export const faultOption = z.string().transform((written, context): readonly Fault[] => {
  if (written === 'none') return [];
  if (written === 'ordinary') return ordinaryDay;
  try {
    const read = faultList.safeParse(JSON.parse(written));
    if (read.success) return read.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  context.addIssue({ code: 'custom', message: 'must be none, ordinary, or a list of faults as JSON' });
  return z.NEVER;
});
