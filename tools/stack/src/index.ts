export { Api, type Entity } from './demo/api.js';
export type { StackFacts, User } from './facts.js';
export type { Infrastructure } from './infrastructure/infrastructure.js';
export type { PostgresServer } from './infrastructure/postgres.js';
export type { Server } from './infrastructure/server.js';
export type { Service } from './services/service.js';
export {
  startInfrastructure,
  startStack,
  type RunningInfrastructure,
  type Stack,
  type StackOptions,
} from './stack.js';
