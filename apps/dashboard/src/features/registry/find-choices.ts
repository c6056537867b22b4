import { call } from '../../api/call.js';
import type { Choice } from '../../components/ui/typeahead.js';
import { locationTypeNames } from '../locations/location-types.js';

/** What the registry offers for a text, for fields in which one is chosen. Only what is in use. */
type Find = (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;

const limit = 12;
const asked = (text: string) => ({ limit, ...(text !== '' && { text }) });

export const findPlaces: Find = async (text, signal) =>
  (await call('findLocations', { query: asked(text), signal })).items.map(({ id, name, type, city }) => ({
    id,
    name,
    hint: [locationTypeNames[type].one, city].filter(Boolean).join(', '),
  }));

export const findTrucks: Find = async (text, signal) =>
  (await call('findTrucks', { query: asked(text), signal })).items.map(({ id, number, status }) => ({
    id,
    name: number,
    hint: status === 'operational' ? undefined : status.replaceAll('_', ' '),
  }));

export const findDrivers: Find = async (text, signal) =>
  (await call('findDrivers', { query: asked(text), signal })).items.map(({ id, name }) => ({ id, name }));

export const findClients: Find = async (text, signal) =>
  (await call('findOrganizations', { query: { ...asked(text), type: 'client' }, signal })).items.map(
    ({ id, name }) => ({ id, name }),
  );
