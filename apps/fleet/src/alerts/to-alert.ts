import type { Alert, AlertEvidence } from '@watch-tower/contracts';
import {
  ruleVersions,
  severityOfKind,
  thresholdsOf,
  type AlertRules,
  type OwnAlert,
  type ReportedAlert,
} from '@watch-tower/fleet-domain';
import { derivedId } from '@watch-tower/messaging';

/** What people have done about an alert. Facts leave it alone. */
type Deeds = Pick<Alert, 'acknowledgement' | 'assignment' | 'snooze'>;
const noDeeds: Deeds = { acknowledgement: null, assignment: null, snooze: null };

const deedsOf = (known: Deeds | undefined): Deeds =>
  known === undefined
    ? noDeeds
    : { acknowledgement: known.acknowledgement, assignment: known.assignment, snooze: known.snooze };

/** The namespace of LocoNav's alerts: kind and id name one of them for ever. */
const loconavAlerts = '6f1f6dc1-6c0f-5d43-9d6a-0d2f0a6f3c11';

export const idOfReported = ({ kind, externalId }: ReportedAlert): string =>
  derivedId(loconavAlerts, JSON.stringify([kind, externalId]));

export const idOfOwn = (truckId: string, { kind, startMs }: OwnAlert): string =>
  derivedId(truckId, `${kind} ${startMs}`);

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** A reported alert as others are told of it. */
export const toReportedAlert = (
  truckId: string,
  reported: ReportedAlert,
  isNews: boolean,
  known?: Deeds,
): Omit<Alert, 'version'> => ({
  id: idOfReported(reported),
  truckId,
  kind: reported.kind,
  severity: severityOfKind(reported.kind),
  source: 'loconav',
  externalId: reported.externalId,
  openedAt: iso(reported.openedAtMs),
  closedAt: reported.closedAtMs === null ? null : iso(reported.closedAtMs),
  latitude: reported.openedAt?.latitude ?? null,
  longitude: reported.openedAt?.longitude ?? null,
  evidence: {
    kind: 'report',
    name: reported.name,
    polygonId: reported.polygonId,
    eventKey: reported.eventKey,
    address: reported.address,
  },
  isNews,
  ...deedsOf(known),
});

/** An alert of our own rules as others are told of it. */
export const toOwnAlert = (
  truckId: string,
  own: OwnAlert,
  rules: AlertRules,
  isNews: boolean,
  known?: Deeds,
): Omit<Alert, 'version'> => ({
  id: idOfOwn(truckId, own),
  truckId,
  kind: own.kind,
  severity: severityOfKind(own.kind),
  source: 'watch-tower',
  externalId: null,
  openedAt: iso(own.startMs),
  closedAt: own.closedMs === null ? null : iso(own.closedMs),
  latitude: own.fixes[0]?.latitude ?? null,
  longitude: own.fixes[0]?.longitude ?? null,
  evidence: evidenceOf(own, rules),
  isNews,
  ...deedsOf(known),
});

const evidenceOf = (own: OwnAlert, rules: AlertRules): AlertEvidence => ({
  kind: 'rule',
  rule: ruleVersions[own.kind],
  thresholds: { ...thresholdsOf(own.kind, rules) },
  fixes: own.fixes.map(({ deviceTimeMs, latitude, longitude, speedKmh, ignition }) => ({
    deviceTime: iso(deviceTimeMs),
    latitude,
    longitude,
    speedKmh,
    ignition,
  })),
  tripId: own.tripId,
});
