export * from './ids.js';
export * from './incoming.js';
export * from './outgoing.js';
export * from './dead-letter.js';
export * from './subscription.js';
export * from './trace.js';
export * from './logger.js';
export * from './micro-batcher.js';
