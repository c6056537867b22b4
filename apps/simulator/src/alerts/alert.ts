import type { Place, Point } from '@watch-tower/simulator-domain';

/** What the driving can cause, by the name that LocoNav's webhooks have for it. */
export type AlertKind =
  | 'OverspeedAlert'
  | 'IdlingAlert'
  | 'GeofenceAlert'
  | 'IgnitionAlert'
  | 'SuddenBrakingAlert'
  | 'SuddenAccelerationAlert'
  | 'SharpTurnAlert';

/** An alert as LocoNav keeps it: at a moment, or from a start to an end that it may not have yet. */
export interface Alert {
  readonly id: number;
  readonly kind: AlertKind;
  readonly plate: string;
  /** Epoch ms, as every time. */
  readonly startedMs: number;
  readonly start: Point;
  /** Where it only has a moment, that moment. */
  readonly endedMs?: number;
  readonly end?: Point;
  /** Over in the moment it began. */
  readonly isPoint: boolean;
  /** The place whose fence it is about. */
  readonly place?: Place;
}
