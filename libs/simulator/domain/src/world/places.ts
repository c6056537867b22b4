import type { Point } from '../geo/geometry.js';

/** Where trucks load, deliver and bring back the empties. The terminals are real; the clients' names are invented. */
export interface Place extends Point {
  readonly key: string;
  readonly name: string;
  readonly type: 'terminal' | 'client' | 'depot';
  readonly radiusM: number;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  /** The client whose place it is; terminals and the depot have none. */
  readonly client?: string;
}

export const places = [
  {
    key: 'apapa',
    name: 'APM Terminals Apapa',
    type: 'terminal',
    lat: 6.4378,
    lon: 3.3828,
    radiusM: 300,
    address: 'Wharf Road, Lagos Port Complex',
    city: 'Apapa',
    state: 'Lagos',
  },
  {
    key: 'tin-can-tict',
    name: 'Tin Can Island Container Terminal',
    type: 'terminal',
    lat: 6.4345,
    lon: 3.3465,
    radiusM: 250,
    address: 'Second Gate, Tin Can Island Port',
    city: 'Apapa',
    state: 'Lagos',
  },
  {
    key: 'tin-can-five-star',
    name: 'Five Star Logistics Terminal, Tin Can Island',
    type: 'terminal',
    lat: 6.4362,
    lon: 3.3385,
    radiusM: 220,
    address: 'First Gate, Tin Can Island Port',
    city: 'Apapa',
    state: 'Lagos',
  },
  {
    key: 'ikeja',
    name: 'Mainland Foods, Oba Akran',
    type: 'client',
    lat: 6.6072,
    lon: 3.3342,
    radiusM: 150,
    address: 'Oba Akran Avenue, Ikeja Industrial Estate',
    city: 'Ikeja',
    state: 'Lagos',
    client: 'Mainland Foods',
  },
  {
    key: 'ikorodu',
    name: 'Odogunyan Steel Works',
    type: 'client',
    lat: 6.6702,
    lon: 3.5212,
    radiusM: 200,
    address: 'Ikorodu–Sagamu Road, Odogunyan Industrial Estate',
    city: 'Ikorodu',
    state: 'Lagos',
    client: 'Odogunyan Steel',
  },
  {
    key: 'agbara',
    name: 'Crescent Home Care, Agbara',
    type: 'client',
    lat: 6.5165,
    lon: 3.089,
    radiusM: 200,
    address: 'Agbara Industrial Estate',
    city: 'Agbara',
    state: 'Ogun',
    client: 'Crescent Home Care',
  },
  {
    key: 'sagamu',
    name: 'Remo Ceramics, Sagamu',
    type: 'client',
    lat: 6.87,
    lon: 3.633,
    radiusM: 200,
    address: 'Sagamu–Benin Expressway',
    city: 'Sagamu',
    state: 'Ogun',
    client: 'Remo Ceramics',
  },
  {
    key: 'ibadan',
    name: 'Oluyole Breweries',
    type: 'client',
    lat: 7.3608,
    lon: 3.853,
    radiusM: 200,
    address: 'Oluyole Industrial Estate, Ring Road',
    city: 'Ibadan',
    state: 'Oyo',
    client: 'Oluyole Breweries',
  },
  {
    key: 'amuwo-depot',
    name: 'Amuwo Odofin Empty Container Depot',
    type: 'depot',
    lat: 6.48,
    lon: 3.3095,
    radiusM: 180,
    address: 'Off Apapa–Oshodi Expressway, Amuwo Odofin',
    city: 'Amuwo Odofin',
    state: 'Lagos',
  },
] as const satisfies readonly Place[];

export type PlaceKey = (typeof places)[number]['key'];

const byKey = new Map<PlaceKey, Place>(places.map((place) => [place.key, place]));

/** The place of a key. */
export function placeOf(key: PlaceKey): Place {
  const place = byKey.get(key);
  if (!place) throw new RangeError(`No place ${key}`);
  return place;
}

/** The keys of the places of one type. */
export function placesOfType(type: Place['type']): PlaceKey[] {
  return places.filter((place) => place.type === type).map(({ key }) => key);
}
