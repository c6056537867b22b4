type DoneBy = { readonly by: string; readonly at: string };

/** What people have done about an alert. Times in RFC 3339, UTC. */
export type Deeds = {
  readonly acknowledgement: DoneBy | null;
  readonly assignment: (DoneBy & { readonly userId: string }) | null;
  readonly snooze: (DoneBy & { readonly until: string }) | null;
};

/** An alert as far as deeds depend on it. */
export type AnsweredAlert = Deeds & { readonly version: number; readonly isWithdrawn: boolean };

export type Deed = DoneBy & { readonly expectedVersion?: number | undefined } & (
    | { readonly do: 'acknowledge' }
    | { readonly do: 'assign'; readonly userId: string | null }
    | { readonly do: 'snooze'; readonly until: string | null }
  );

export type DeedEvent = 'acknowledged' | 'assigned' | 'unassigned' | 'snoozed' | 'unsnoozed';

export type DeedRefusal = {
  readonly kind: 'invalid' | 'not_found' | 'conflict' | 'stale';
  readonly code: string;
  readonly message: string;
  readonly field?: string;
};

export type DeedDecision =
  | { readonly event: DeedEvent; readonly deeds: Deeds }
  /** It is so already. */
  | { readonly event: null }
  | { readonly refusal: DeedRefusal };

/** The longest snooze, in days. */
const snoozeDaysMax = 7;
const dayMs = 86_400_000;

/** Decides what a person's deed makes of an alert; undefined where there is none. */
export const decideDeed = (alert: AnsweredAlert | undefined, deed: Deed): DeedDecision => {
  if (alert === undefined) return refuse('not_found', 'alert_not_found', 'There is no such alert.');
  if (deed.expectedVersion !== undefined && deed.expectedVersion !== alert.version) {
    return refuse('stale', 'stale_version', 'The alert has changed; look at it again.');
  }
  if (alert.isWithdrawn) {
    return refuse('conflict', 'alert_withdrawn', 'By better knowledge there was no such alert.');
  }
  const { acknowledgement, assignment, snooze } = alert;
  const deeds: Deeds = { acknowledgement, assignment, snooze };
  const done: DoneBy = { by: deed.by, at: deed.at };
  switch (deed.do) {
    case 'acknowledge':
      if (acknowledgement !== null) return { event: null };
      return { event: 'acknowledged', deeds: { ...deeds, acknowledgement: done } };
    case 'assign':
      if ((assignment?.userId ?? null) === deed.userId) return { event: null };
      return deed.userId === null
        ? { event: 'unassigned', deeds: { ...deeds, assignment: null } }
        : { event: 'assigned', deeds: { ...deeds, assignment: { userId: deed.userId, ...done } } };
    case 'snooze': {
      if ((snooze?.until ?? null) === deed.until) return { event: null };
      if (deed.until === null) return { event: 'unsnoozed', deeds: { ...deeds, snooze: null } };
      const aheadMs = Date.parse(deed.until) - Date.parse(deed.at);
      if (aheadMs <= 0 || aheadMs > snoozeDaysMax * dayMs) return snoozeOutOfBounds;
      return { event: 'snoozed', deeds: { ...deeds, snooze: { until: deed.until, ...done } } };
    }
    default:
      return deed satisfies never;
  }
};

const refuse = (kind: DeedRefusal['kind'], code: string, message: string): DeedDecision => ({
  refusal: { kind, code, message },
});

const snoozeOutOfBounds: DeedDecision = {
  refusal: {
    kind: 'invalid',
    code: 'snooze_out_of_bounds',
    message: `An alert is snoozed until a time to come, at most ${snoozeDaysMax} days ahead.`,
    field: 'until',
  },
};
