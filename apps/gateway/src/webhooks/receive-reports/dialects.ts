import { topics } from '@watch-tower/contracts';

/** What a webhook of LocoNav reports, where it goes, and by which name it calls the plate. */
export const dialects = {
  location: {
    topic: topics.telemetryPositions.name,
    type: 'watchtower.telemetry.position-reported.v1' satisfies keyof typeof topics.telemetryPositions.messages,
    plateField: 'vehiclenumber',
  },
  alert: {
    topic: topics.telemetryAlerts.name,
    type: 'watchtower.telemetry.alert-reported.v1' satisfies keyof typeof topics.telemetryAlerts.messages,
    plateField: 'vehicle_number',
  },
} as const;

export type ReportKind = keyof typeof dialects;
export type Dialect = (typeof dialects)[ReportKind];
