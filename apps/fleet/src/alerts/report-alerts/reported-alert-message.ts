import type { AlertReported } from '@watch-tower/contracts';

/** A report of an alert, whether it just came or waited in quarantine. */
export type AlertMessage = Omit<AlertReported, 'receivedAt'> & {
  /** `ce_id` of the message it came in. */
  readonly messageId: string;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
  readonly receivedAt: Date;
};
