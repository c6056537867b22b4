export { projectionsDdl, rebuildsDdl } from './ddl.js';
export type { Projection, ReadModel, TransactionalDeadLetters } from './projection.js';
export { Projector } from './projector.js';
export {
  rebuild,
  RebuildRefused,
  type RebuildParts,
  type RebuildProgress,
  type RebuildResult,
} from './rebuild/rebuild.js';
export { differentRows } from './rebuild/swap.js';
export { measureRebuilds, noteRebuild } from './rebuild/noted-rebuilds.js';
