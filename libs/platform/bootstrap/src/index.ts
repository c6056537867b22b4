export { HealthDetails } from './http/health-details.js';
export { correlationIdOf } from './http/request-trace.js';
export { ProblemFilter, sendProblem } from './http/problems.js';
export { ExpressRelay, type Platform, type PlatformConfig } from './platform.js';
export { runService, type ServiceDefinition } from './run-service.js';
export * from './tokens.js';
