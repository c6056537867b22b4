export { fixedClock, type FixedClock } from './clock.js';
export { createTestDatabase, type TestDatabase } from './database.js';
export { specificationOf, type Decider, type Specification } from './decider-specification.js';
export { eventually } from './eventually.js';
export { RecordingPublisher } from './recording-publisher.js';
export { startSimulator, type Simulator } from './simulator.js';
