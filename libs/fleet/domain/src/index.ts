export { centreOf, faultOfFence, type Fence, type FenceFault } from './places/fence.js';
export { fixKey, type Coordinates, type Fix } from './positions/fix.js';
export { judgeClock, type ClockJudgement, type Report } from './positions/judge-clock.js';
export { judgeFix, type JudgementLimits, type QuarantineReason } from './positions/judge-fix.js';
export { mergeFixes, type AcceptedFix, type KnownFixes, type MergedFixes } from './positions/merge-fixes.js';
export { readLoconavReport, type ReadReport } from './positions/read-loconav-report.js';
export { zoneNamed, type Zone } from './positions/zone.js';
