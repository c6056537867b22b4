import type { ReadModel } from '@watch-tower/projections';
import { tripsUnderWay } from './alerts/own-alerts/trips-under-way.projection.js';
import { visitCopies } from './alerts/own-alerts/visit-copies.projection.js';

/** What the command `rebuild` can make anew. What LocoNav has of trips is no read model: the topic does not tell it. */
export const readModelsOf = (): readonly ReadModel[] => [tripsUnderWay, visitCopies];
