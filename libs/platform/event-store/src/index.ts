export { deadLettersDdl, eventStoreDdl, outboxDdl } from './ddl.js';
export { PgDeadLetters } from './dead-letters.js';
export {
  EventStore,
  type Append,
  type AppendResult,
  type NewEvent,
  type Reservation,
  type StoredEvent,
} from './event-store.js';
export { Outbox, type Wakeable } from './outbox.js';
export { Relay, type RelayOptions } from './relay.js';
export { maintainRelayed } from './upkeep.js';
