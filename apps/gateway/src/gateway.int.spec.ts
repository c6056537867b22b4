import { jest } from '@jest/globals';
import { alertsCases } from './testing/cases/alerts.js';
import { refusalsCases } from './testing/cases/refusals.js';
import { webhookCases } from './testing/cases/webhook.js';
import { commandsCases } from './testing/cases/commands.js';
import { tripActionsCases } from './testing/cases/trip-actions.js';
import { pastTripsCases } from './testing/cases/past-trips.js';
import { readModelsCases } from './testing/cases/read-models.js';
import { registryCases } from './testing/cases/registry.js';
import { whereaboutsCases } from './testing/cases/whereabouts.js';
import { socketsCases } from './testing/cases/sockets.js';
import { shareLinksCases } from './testing/cases/share-links.js';
import { signInCases } from './testing/cases/sign-in.js';
import { postgresAwayCases } from './testing/cases/postgres-away.js';
import { besideTheApiCases } from './testing/cases/beside-the-api.js';
import { withoutKafkaCases } from './testing/cases/without-kafka.js';
import { tripImportsCases } from './testing/cases/trip-imports.js';
import { tripOutlookCases } from './testing/cases/trip-outlook.js';
import { truckSuggestionsCases } from './testing/cases/truck-suggestions.js';
import { start, stop } from './testing/cases/context.js';

// Programs are started here, and passwords hashed: on a busy machine that takes its time.
jest.setTimeout(60_000);

// One file, for gateways share their consumer group: two at once would share out the topics' partitions.
beforeAll(start, 180_000);
afterAll(async () => expect(await stop()).toBe(0));

refusalsCases();
webhookCases();
commandsCases();
tripActionsCases();
readModelsCases();
pastTripsCases();
registryCases();
alertsCases();
whereaboutsCases();
socketsCases();
shareLinksCases();
tripOutlookCases();
truckSuggestionsCases();
tripImportsCases();
signInCases();
postgresAwayCases();
besideTheApiCases();
withoutKafkaCases();
