export { Database, type DatabaseOptions } from './database.js';
export { forgetOld } from './forget-old.js';
export { migrate, pendingMigrations, type MigrateOptions, type Migration } from './migrate.js';
export {
  dailyPartitions,
  dropDailyPartition,
  ensureDailyPartitions,
  partitionName,
  utcDay,
  type DailyPartition,
} from './partitions.js';
export { instant, joinedTexts, joinTexts, plainArray } from './plain-array.js';
export { Schedule, scheduleDdl, type ScheduledWork } from './schedule.js';
export type { Session, SessionOptions } from './session.js';
export {
  entriesWithoutNul,
  fragment,
  identifier,
  literal,
  prepared,
  sql,
  withoutNul,
  type Queryable,
  type Quoted,
  type Sql,
} from './sql.js';
export { Transaction } from './transaction.js';
