import type { Fix } from '@watch-tower/fleet-domain';
import type { Sender } from '../trucks/truck-identities.js';

/** A location report, whether it just came or waited in quarantine. */
export type ReportedPosition = Sender & {
  /** `ce_id` of the message it came in. */
  readonly messageId: string;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
  readonly provider: string;
  readonly channel: 'webhook' | 'poll';
  readonly receivedAt: Date;
  readonly report: unknown;
};

/** A fix that was read and whose truck is known. */
export type IdentifiedFix = Fix & { readonly truckId: string; readonly source: ReportedPosition };
