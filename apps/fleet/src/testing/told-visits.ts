import type { Visit as PublicVisit } from '@watch-tower/contracts';
import type { Published } from './fleet.js';

type Told = { readonly visit?: PublicVisit; readonly before?: PublicVisit; readonly visitId?: string };

/** Follows the messages as a consumer does, and expects versions without gaps. */
export const fold = (messages: readonly Published[]): PublicVisit[] => {
  const visits = new Map<string, PublicVisit>();
  expect(messages.map(({ version }) => version)).toEqual(messages.map((_, index) => index + 1));
  for (const { data } of messages) {
    const { visit, before, visitId } = data as Told;
    if (before !== undefined) expect(visits.get(before.id)).toEqual(before);
    if (visit !== undefined) visits.set(visit.id, visit);
    if (visitId !== undefined) expect(visits.delete(visitId)).toBe(true);
  }
  return [...visits.values()].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
};
