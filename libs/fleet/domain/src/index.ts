export { alertKindOf, type LoconavAlertKind } from './alerts/alert-kind.js';
export { severityOfKind, type AlertSeverity } from './alerts/alert-severity.js';
export { decideDeed, type Deed, type DeedRefusal } from './alerts/decide-deed.js';
export { mergeAlerts, type ReportedAlert } from './alerts/merge-alerts.js';
export {
  checkpointBefore,
  keepCheckpoint,
  newestCheckpoint,
  oldestCheckpoint,
  type Checkpoint,
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
export { fixKey, type Coordinates, type Fix } from './positions/fix.js';
export { judgeFix, type JudgementLimits, type QuarantineReason } from './positions/judge-fix.js';
export { mergeFixes, type AcceptedFix, type KnownFixes, type MergedFixes } from './positions/merge-fixes.js';
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
