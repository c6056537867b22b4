import type { Platform } from '@watch-tower/bootstrap';
import type { ReadModel } from '@watch-tower/projections';
import { visitCopies } from './progress/visit-copies.projection.js';
import { registryCopyProjection } from './registry/registry-copy.projection.js';
import { RegistryCopy } from './registry/registry-copy.js';

/** What the command `rebuild` can make anew. */
export const readModelsOf = ({ database }: Pick<Platform, 'database'>): readonly ReadModel[] => [
  registryCopyProjection(new RegistryCopy(database)),
  visitCopies,
];
