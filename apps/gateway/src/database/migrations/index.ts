import type { Migration } from '@watch-tower/database';
import { CreateGateway1767225600000 } from './create-gateway-1767225600000.js';
import { CreateWhereabouts1767225610000 } from './create-whereabouts-1767225610000.js';

/** In the order in which they run. */
export const migrations: readonly Migration[] = [CreateGateway1767225600000, CreateWhereabouts1767225610000];
