import { topics, uuid, type Topics } from '@watch-tower/contracts';
import { prepared, sql } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { projectionsGroup } from '../../consumers/groups.js';

type Message = Incoming<Topics['alertEvents']>;

export const isWithdrawal = ({ type }: Pick<Message, 'type'>): boolean =>
  type === 'watchtower.alert.withdrawn.v1';

/** Each event holds the alert after it: of several the last one stands. */
export const alertsProjection: ReadModel<Topics['alertEvents']> = {
  name: 'alerts',
  group: projectionsGroup,
  topic: topics.alertEvents,
  tables: ['alerts'],
  apply: (tx, messages: readonly Message[]) => {
    const newest = new Map(
      messages.map((message) => [
        message.data.alert.id,
        { state: message.data.alert, withdrawn: isWithdrawal(message) },
      ]),
    );
    tx.write(
      prepared(
        'alerts_write',
        sql`
          insert into alerts (id, state, withdrawn)
          select (state->>'id')::uuid, state, withdrawn
          from jsonb_to_recordset(${JSON.stringify([...newest.values()])}::jsonb)
            as newer (state jsonb, withdrawn boolean)
          on conflict (id) do update set state = excluded.state, withdrawn = excluded.withdrawn
          where alerts.version < excluded.version`,
      ),
    );
  },
  markStale: async (tx, subjects, stale) => {
    // The key of a record that cannot be read may be anything.
    const truckIds = subjects.filter((subject) => uuid.safeParse(subject).success);
    await tx.query(sql`update alerts set stale = ${stale} where truck_id = any(${truckIds}::uuid[])`);
  },
};
