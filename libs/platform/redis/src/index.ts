export * from './open-redis.js';
export * from './window-limiter.js';
