export { centreOf, faultOfFence, type Fence, type FenceFault } from './places/fence.js';
export { boxAround, type Box } from './places/box.js';
export { placeIndex, type PlaceIndex } from './places/place-index.js';
export { fenceAt, type FenceVersion, type Place } from './places/place.js';
export { fixKey, type Coordinates, type Fix, type Sighting } from './positions/fix.js';
export { judgeFix, type JudgementLimits, type QuarantineReason } from './positions/judge-fix.js';
export { mergeFixes, type AcceptedFix, type KnownFixes, type MergedFixes } from './positions/merge-fixes.js';
export { type Verdict } from './positions/outliers.js';
export { readLoconavReport, type ReadReport } from './positions/read-loconav-report.js';
export { zoneNamed, type Zone } from './positions/zone.js';
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
