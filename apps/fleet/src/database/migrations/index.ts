import type { Migration } from '@watch-tower/database';
import { CreateAlerts1767225613000 } from './create-alerts-1767225613000.js';
import { CreateLoconavPolls1767225620000 } from './create-loconav-polls-1767225620000.js';
import { CreateLoconavTrips1767225630000 } from './create-loconav-trips-1767225630000.js';
import { AddVerdicts1767225604000 } from './add-verdicts-1767225604000.js';
import { CreateDeviceClocks1767225611000 } from './create-device-clocks-1767225611000.js';
import { CreatePlatformTables1767225600000 } from './create-platform-tables-1767225600000.js';
import { CreatePositions1767225602000 } from './create-positions-1767225602000.js';
import { CreateQuarantine1767225603000 } from './create-quarantine-1767225603000.js';
import { CreateRegistry1767225601000 } from './create-registry-1767225601000.js';
import { KeepIdentityHistory1767225614000 } from './keep-identity-history-1767225614000.js';
import { NoteRebuilds1767225631000 } from './note-rebuilds-1767225631000.js';
import { CreateVisits1767225605000 } from './create-visits-1767225605000.js';
import { ThinTracks1767225636000 } from './thin-tracks-1767225636000.js';
import { TellMootFailures1767225635000 } from './tell-moot-failures-1767225635000.js';

/** In the order in which they run. */
export const migrations: Migration[] = [
  CreatePlatformTables1767225600000,
  CreateRegistry1767225601000,
  CreatePositions1767225602000,
  CreateQuarantine1767225603000,
  AddVerdicts1767225604000,
  CreateVisits1767225605000,
  CreateDeviceClocks1767225611000,
  CreateAlerts1767225613000,
  KeepIdentityHistory1767225614000,
  CreateLoconavPolls1767225620000,
  CreateLoconavTrips1767225630000,
  NoteRebuilds1767225631000,
  TellMootFailures1767225635000,
  ThinTracks1767225636000,
];
