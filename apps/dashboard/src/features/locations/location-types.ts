import type { LocationView } from '@watch-tower/contracts';

export type LocationType = LocationView['type'];

export const locationTypes = [
  'terminal',
  'client',
  'depot',
  'service_area',
] as const satisfies readonly LocationType[];

export const locationTypeNames: Record<LocationType, { one: string; many: string }> = {
  terminal: { one: 'Terminal', many: 'Terminals' },
  client: { one: 'Client', many: 'Clients' },
  depot: { one: 'Depot', many: 'Depots' },
  service_area: { one: 'Service area', many: 'Service areas' },
};
