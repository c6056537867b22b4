import type { AlertRules } from '@watch-tower/fleet-domain';
import type { FleetConfig } from '../../config.js';

const minuteMs = 60_000;

/** The rules as they are configured. */
export const rulesOf = (config: FleetConfig): AlertRules => ({
  overspeed: {
    aboveKmh: config.overspeedAboveKmh,
    endsAtKmh: config.overspeedEndsAtKmh,
    fixesMin: config.overspeedFixesMin,
  },
  idling: {
    belowKmh: config.idlingBelowKmh,
    longerThanMs: config.idlingLongerThanMinutes * minuteMs,
  },
  unexpectedStop: {
    belowKmh: config.idlingBelowKmh,
    withinM: config.stopWithinM,
    longerThanMs: config.stopLongerThanMinutes * minuteMs,
  },
  gpsDark: { longerThanMs: config.gpsDarkLongerThanMinutes * minuteMs },
  silenceMs: config.sightLostAfterMinutes * minuteMs,
  coolDownMs: config.alertCoolDownMinutes * minuteMs,
});
