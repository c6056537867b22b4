import type { ReadModel } from '@watch-tower/projections';
import { tripsUnderWayAnew } from './alerts/own-alerts/trips-under-way.projection.js';
import { visitCopiesAnew } from './alerts/own-alerts/visit-copies.projection.js';

/** What the command `rebuild` can make anew. What LocoNav has of trips is no read model: the topic does not tell it. */
export const readModelsOf = (): readonly ReadModel[] => [tripsUnderWayAnew, visitCopiesAnew];
