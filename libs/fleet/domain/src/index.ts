export { alertKindOf, type LoconavAlertKind } from './alerts/alert-kind.js';
export { severityOfKind, type AlertSeverity } from './alerts/alert-severity.js';
export { decideDeed, type Deed, type DeedRefusal } from './alerts/decide-deed.js';
export { mergeAlerts, type ReportedAlert } from './alerts/merge-alerts.js';
export {
  checkpointBefore,
  keepCheckpoint,
  newestCheckpoint,
  oldestCheckpoint,
  type AlertCheckpoint,
} from './alerts/own/checkpoints.js';
export { compareAlerts, type AlertChange } from './alerts/own/compare-alerts.js';
export {
  type AlertRules,
  type Interval,
  type OwnAlert,
  type OwnAlertKind,
  type Surroundings,
} from './alerts/own/own-alert.js';
export { ruleVersions, thresholdsOf } from './alerts/own/rules.js';
export { watch } from './alerts/own/watch.js';
export { readLoconavAlert } from './alerts/read-loconav-alert.js';
export { readAlertTime } from './alerts/alert-time.js';
export { centreOf, faultOfFence, type Fence, type FenceFault } from './places/fence.js';
export { boxAround, type Box } from './places/box.js';
export { placeIndex, type PlaceIndex } from './places/place-index.js';
export { fenceAt, type FenceVersion, type Place } from './places/place.js';
export { fixKey, type Coordinates, type Fix, type Sighting } from './positions/fix.js';
export { judgeClock, type ClockJudgement, type Report } from './positions/judge-clock.js';
export { judgeFix, type JudgementLimits, type QuarantineReason } from './positions/judge-fix.js';
export { mergeFixes, type AcceptedFix, type KnownFixes, type MergedFixes } from './positions/merge-fixes.js';
export { verdictOf, type Verdict } from './positions/outliers.js';
export { readLoconavReport, type ReadReport } from './positions/read-loconav-report.js';
export { zoneNamed, type Zone } from './positions/zone.js';
export {
  decideRegistry,
  type Change,
  type Entity,
  type RegistryCommand,
  type RegistryDecision,
  type RegistryEvent,
  type RegistryKind,
  type RegistryRefusal,
} from './registry/decide.js';
export {
  heldAt,
  knownBy,
  takenBy,
  type Held,
  type Identity,
  type LastHolder,
} from './registry/identities.js';
export { type PublishedVisit, type VisitChange } from './visits/diff-visits.js';
export { hourOf, type Checkpoint } from './visits/hours.js';
export {
  conclude,
  goOn,
  reachedBy,
  unseenTruck,
  type Kept,
  type NameVisit,
  type Reached,
  type TruckVisits,
} from './visits/keep.js';
export { beginReplay, continueReplay, type Replay } from './visits/replay.js';
export { afterMs, type NamedChange } from './visits/stretch.js';
export { type Judged } from './visits/track.js';
export { visitRule, type Visit } from './visits/visit.js';
export { visitsOf } from './visits/visits-of.js';
export {
  nextStep,
  pauseMsAfter,
  type KnownTrip,
  type MirrorPhase,
  type MirrorPlan,
  type MirrorStep,
  type WantedTrip,
} from './mirroring/next-step.js';
