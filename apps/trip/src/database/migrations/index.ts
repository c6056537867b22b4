import type { Migration } from '@watch-tower/database';
import { AddEventStore1764000000001 } from './add-event-store-1764000000001.js';
import { AddRegistryCopy1764000000002 } from './add-registry-copy-1764000000002.js';
import { FollowVisits1764000000020 } from './follow-visits-1764000000020.js';
import { KnowWhoIsRetired1764000000014 } from './know-who-is-retired-1764000000014.js';
import { NoteRebuilds1764000000030 } from './note-rebuilds-1764000000030.js';

/** In their order; a new one goes to the end. */
export const migrations: readonly Migration[] = [
  AddEventStore1764000000001,
  AddRegistryCopy1764000000002,
  KnowWhoIsRetired1764000000014,
  FollowVisits1764000000020,
  NoteRebuilds1764000000030,
];
