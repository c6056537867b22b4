export { projectionsDdl } from './ddl.js';
export type { Projection, TransactionalDeadLetters, VersionedTopic } from './projection.js';
export { Projector } from './projector.js';
