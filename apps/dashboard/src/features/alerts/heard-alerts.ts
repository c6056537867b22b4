import type { AlertView } from '@watch-tower/contracts';

/** What a socket told since the list was loaded: the newest of each alert, and which of them began meanwhile. */
export type HeardAlerts = {
  readonly newest: ReadonlyMap<string, AlertView>;
  readonly openedIds: ReadonlySet<string>;
};

export const heardNothing: HeardAlerts = { newest: new Map(), openedIds: new Set() };

/** With one more announcement; an older version than was heard changes nothing. */
export function heard(
  before: HeardAlerts,
  announcement: 'opened' | 'closed' | 'changed',
  alert: AlertView,
): HeardAlerts {
  const known = before.newest.get(alert.id);
  if (known && known.version >= alert.version) return before;
  return {
    newest: new Map(before.newest).set(alert.id, alert),
    openedIds: announcement === 'opened' ? new Set(before.openedIds).add(alert.id) : before.openedIds,
  };
}

/** A list with its rows as they are now. None is added or taken away: what somebody points at stays there. */
export function asHeard(listed: readonly AlertView[], { newest }: HeardAlerts): AlertView[] {
  return listed.map((alert) => {
    const now = newest.get(alert.id);
    return now && now.version > alert.version ? now : alert;
  });
}

/** How many alerts began since the list was loaded that are not in it. */
export function countNew(listed: readonly AlertView[], { openedIds }: HeardAlerts): number {
  const ids = new Set(listed.map(({ id }) => id));
  return [...openedIds].filter((id) => !ids.has(id)).length;
}
