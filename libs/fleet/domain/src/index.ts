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
