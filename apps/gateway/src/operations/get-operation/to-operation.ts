import type { Operation } from '@watch-tower/contracts';
import type { SubjectKind } from '../place-command/command.js';
import type { StoredOperation } from '../operations.js';
import { problemOf } from '../refusals.js';

const collections: Record<SubjectKind, string> = {
  trip: 'trips',
  truck: 'trucks',
  driver: 'drivers',
  location: 'locations',
  organization: 'organizations',
  alert: 'alerts',
};

/** Where an entity is found over HTTP. */
export const urlOf = (subject: { readonly kind: SubjectKind; readonly id: string }): string =>
  `/api/v1/${collections[subject.kind]}/${subject.id}`;

export const operationUrl = (id: string): string => `/api/v1/operations/${id}`;

/** An operation as clients see it. */
export const toOperation = (stored: StoredOperation): Operation => ({
  id: stored.id,
  status: stored.status,
  kind: stored.kind,
  subject: stored.subject,
  resultUrl: stored.status === 'succeeded' ? urlOf(stored.subject) : null,
  problem: stored.outcome === null ? null : problemOf(stored.outcome),
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
});
