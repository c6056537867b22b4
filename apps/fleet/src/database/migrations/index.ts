import type { Migration } from '@watch-tower/database';
import { CreateDeviceClocks1767225611000 } from './create-device-clocks-1767225611000.js';
import { CreatePlatformTables1767225600000 } from './create-platform-tables-1767225600000.js';
import { CreatePositions1767225602000 } from './create-positions-1767225602000.js';
import { CreateQuarantine1767225603000 } from './create-quarantine-1767225603000.js';
import { CreateRegistry1767225601000 } from './create-registry-1767225601000.js';

/** In the order in which they run. */
export const migrations: Migration[] = [
  CreatePlatformTables1767225600000,
  CreateRegistry1767225601000,
  CreatePositions1767225602000,
  CreateQuarantine1767225603000,
  CreateDeviceClocks1767225611000,
];
