import { useEffect, useState } from 'react';
import { sentenceOf } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { stageNames } from '../../components/trip-badge.js';
import type { Choice } from '../../components/ui/typeahead.js';
import { findDrivers, findPlaces, findTrucks } from '../registry/find-choices.js';
import type { Entry } from './entries.js';

const typingPauseMs = 200;
const perGroup = 5;

type Search = (text: string, signal: AbortSignal) => Promise<readonly Entry[]>;

const searches: readonly Search[] = [
  async (text, signal) =>
    (await call('findTrips', { query: { text, limit: perGroup }, signal })).items.map((trip) => ({
      id: trip.id,
      group: 'Trips',
      name: trip.vpcId,
      hint: [stageNames[trip.stage], ...trip.containers.map(({ number }) => number)].join(' · '),
      to: `/trips/${trip.id}`,
    })),
  chosenFrom('Trucks', findTrucks, (id) => `/trucks/${id}`),
  chosenFrom('Trips of a driver', findDrivers, (id) => `/trips?driverId=${id}`),
  chosenFrom('Places', findPlaces, (id) => `/places?place=${id}`),
];

function chosenFrom(
  group: string,
  find: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>,
  pathOf: (id: string) => string,
): Search {
  return async (text, signal) => {
    const choices = await find(text, signal);
    return choices
      .slice(0, perGroup)
      .map(({ id, name, hint }) => ({ id, group, name, hint, to: pathOf(id) }));
  };
}

type Found = { text: string; entries: readonly Entry[]; waiting: number; error: string | null };

/** Trips, trucks, drivers and places that hold a text, each kind as soon as it is found. */
export function useFoundEntries(text: string): Omit<Found, 'text'> {
  const nothing: Found = { text, entries: [], waiting: text === '' ? 0 : searches.length, error: null };
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (text === '') return undefined;
    const aborter = new AbortController();
    const { signal } = aborter;
    const settle = (part: (was: Found) => Partial<Found>): void => {
      if (signal.aborted) return;
      setFound((before) => {
        const was = before.text === text ? before : nothing;
        return { ...was, waiting: was.waiting - 1, ...part(was) };
      });
    };
    const timer = setTimeout(() => {
      for (const search of searches)
        search(text, signal).then(
          (more) => settle(({ entries }) => ({ entries: [...entries, ...more] })),
          (error: unknown) => settle(() => ({ error: sentenceOf(error) })),
        );
    }, typingPauseMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [text]);
  return found.text === text ? found : nothing;
}
