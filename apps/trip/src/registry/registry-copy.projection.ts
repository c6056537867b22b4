import { topics, type Topics } from '@watch-tower/contracts';
import type { ReadModel } from '@watch-tower/projections';
import type { RegistryCopy } from './registry-copy.js';

/** Commands are decided only once this group has read what the registry held at start. */
export const registryGroup = 'trip.registry-copy';

export const registryCopyProjection = (
  copy: Pick<RegistryCopy, 'keep'>,
): ReadModel<Topics['registryState']> => ({
  name: 'registry-copy',
  topic: topics.registryState,
  tables: ['registry_copy'],
  group: registryGroup,
  apply: (tx, messages) => copy.keep(tx, messages),
});
