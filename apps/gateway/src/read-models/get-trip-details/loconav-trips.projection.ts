import { topics, type LoconavMirror, type MessageOn, type Topics } from '@watch-tower/contracts';
import { prepared, sql, type Queryable } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { projectionsGroup } from '../../consumers/groups.js';

type Message = Incoming<Topics['loconavTripEvents']>;
type LoconavRow = LoconavMirror & { readonly tripId: string };

/** How LocoNav has a trip after an event. What it may be watched by stays, also while something fails. */
export const mirrorAfter = (
  before: LoconavMirror | undefined,
  { type, data }: MessageOn<Topics['loconavTripEvents']>,
  version: number,
): LoconavMirror => {
  const { recordedAt } = data;
  const become = (state: LoconavMirror['state'], more: Partial<LoconavMirror> = {}): LoconavMirror => ({
    version,
    state,
    since: before?.state === state ? before.since : recordedAt,
    reason: null,
    nextTryAt: null,
    trackUrl: before?.trackUrl ?? null,
    ...more,
  });
  switch (type) {
    case 'watchtower.loconav-trip.mirrored.v1': {
      const trackUrl = data.trackUrl ?? before?.trackUrl ?? null;
      return become(data.isUnderWay ? 'under_way' : 'mirrored', { trackUrl });
    }
    case 'watchtower.loconav-trip.mirror-failed.v1':
      return become('failed', { reason: data.reason, nextTryAt: data.nextTryAt });
    case 'watchtower.loconav-trip.ended.v1':
      return become('ended');
    case 'watchtower.loconav-trip.cancelled.v1':
      return become('cancelled');
    case 'watchtower.loconav-trip.needless.v1':
      return become('needless');
  }
};

const read = async (tx: Queryable, tripIds: readonly string[]): Promise<Map<string, LoconavRow>> => {
  const rows = await tx.query<{ state: LoconavRow }>(
    prepared(
      'loconav_trips_read_for_update',
      sql`select state from loconav_trips where trip_id = any(${tripIds}::uuid[])`,
    ),
  );
  return new Map(rows.map(({ state }) => [state.tripId, state]));
};

export const loconavTripsProjection: ReadModel<Topics['loconavTripEvents']> = {
  name: 'loconav-trips',
  group: projectionsGroup,
  topic: topics.loconavTripEvents,
  tables: ['loconav_trips'],
  apply: async (tx, messages: readonly Message[]) => {
    const rows = await read(tx, [...new Set(messages.map(({ data }) => data.tripId))]);
    for (const message of messages) {
      const { tripId } = message.data;
      rows.set(tripId, { tripId, ...mirrorAfter(rows.get(tripId), message, message.version ?? 0) });
    }
    tx.write(
      prepared(
        'loconav_trips_write',
        sql`
          insert into loconav_trips (trip_id, state)
          select (state->>'tripId')::uuid, state
          from jsonb_array_elements(${JSON.stringify([...rows.values()])}::jsonb) as state
          on conflict (trip_id) do update set state = excluded.state
          where loconav_trips.version < excluded.version`,
      ),
    );
  },
};
