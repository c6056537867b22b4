import type { Migration } from '@watch-tower/database';
import { CountDuplicates1767225615000 } from './count-duplicates-1767225615000.js';
import { CreateAlerts1767225613000 } from './create-alerts-1767225613000.js';
import { CreateGateway1767225600000 } from './create-gateway-1767225600000.js';
import { CreateShareLinks1767225620000 } from './create-share-links-1767225620000.js';
import { CreateTripImports1767225621000 } from './create-trip-imports-1767225621000.js';
import { CreateWhereabouts1767225610000 } from './create-whereabouts-1767225610000.js';
import { CutTextsFaster1767225629001 } from './cut-texts-faster-1767225629001.js';
import { DropReceived1767225635000 } from './drop-received-1767225635000.js';
import { ExpectArrivals1767225632000 } from './expect-arrivals-1767225632000.js';
import { FindRegistry1767225614000 } from './find-registry-1767225614000.js';
import { FindTrips1767225623000 } from './find-trips-1767225623000.js';
import { KeepLoconavTrips1767225626000 } from './keep-loconav-trips-1767225626000.js';
import { KeepTripEvents1767225622000 } from './keep-trip-events-1767225622000.js';
import { KeepVisitTellings1767225624000 } from './keep-visit-tellings-1767225624000.js';
import { KeepThinnedTracks1767225637000 } from './keep-thinned-tracks-1767225637000.js';
import { NoteRebuilds1767225629000 } from './note-rebuilds-1767225629000.js';
import { PartCommandInbox1767225633000 } from './part-command-inbox-1767225633000.js';
import { QuarantineAlerts1767225634000 } from './quarantine-alerts-1767225634000.js';
import { TellRetired1767225631000 } from './tell-retired-1767225631000.js';
import { TellTripChanges1767225627000 } from './tell-trip-changes-1767225627000.js';

/** In the order in which they run. */
export const migrations: readonly Migration[] = [
  CreateGateway1767225600000,
  CreateWhereabouts1767225610000,
  CreateAlerts1767225613000,
  FindRegistry1767225614000,
  CountDuplicates1767225615000,
  CreateShareLinks1767225620000,
  CreateTripImports1767225621000,
  KeepTripEvents1767225622000,
  FindTrips1767225623000,
  KeepVisitTellings1767225624000,
  KeepLoconavTrips1767225626000,
  TellTripChanges1767225627000,
  NoteRebuilds1767225629000,
  CutTextsFaster1767225629001,
  TellRetired1767225631000,
  ExpectArrivals1767225632000,
  PartCommandInbox1767225633000,
  QuarantineAlerts1767225634000,
  DropReceived1767225635000,
  KeepThinnedTracks1767225637000,
];
