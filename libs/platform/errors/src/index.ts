export * from './problem-error.js';
export * from './severity.js';
