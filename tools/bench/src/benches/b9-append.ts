import { prepared, sql } from '@watch-tower/database';
import { EventStore } from '@watch-tower/event-store';
import { newId } from '@watch-tower/messaging';
import type { Bench } from '../bench.js';
import { compare, mustBe, rateOf, ratioFigure } from '../compare.js';
import {
  appendOne,
  byClients,
  emptyStore,
  eventData,
  mustHoldAppends,
  prepareStore,
  realTopics,
  storeDdl,
} from '../kit/appends.js';
import { warm, withSchema } from '../kit/schema.js';

const clients = 8;
const floorDdl = `create table facts (id uuid primary key, data jsonb not null)`;

export const b9: Bench = {
  id: 'B9',
  title: 'Append of a trip command with outbox and outcome, against one INSERT per transaction',
  needs: 'infrastructure',
  run: ({ postgres }, { scale, rounds }) =>
    withSchema(
      postgres.adminUrl,
      { ddl: [...storeDdl, floorDdl], poolSizeMax: clients },
      async (database) => {
        await prepareStore(database);
        const store = new EventStore(database, { wake: () => undefined });
        const appends = scale(5_000);
        await warm(database, clients);

        const ours = async (): Promise<number> => {
          await emptyStore(database);
          const rate = await rateOf(appends, () =>
            byClients(clients, appends, () => appendOne(store, realTopics)),
          );
          await mustHoldAppends(database, appends);
          return rate;
        };
        const floor = async (): Promise<number> => {
          await database.query(sql`truncate facts`);
          const insert = async (): Promise<void> => {
            const id = newId();
            const data = JSON.stringify(eventData(id));
            await database.query(
              prepared('insert', sql`insert into facts (id, data) values (${id}, ${data})`),
            );
          };
          const rate = await rateOf(appends, () => byClients(clients, appends, insert));
          const [facts] = await database.query<{ rows: number }>(
            sql`select count(*)::int as rows from facts`,
          );
          mustBe('rows of the floor', facts?.rows ?? 0, appends);
          return rate;
        };
        const comparison = await compare({ ours, floor }, rounds);
        return [
          ratioFigure(
            { what: `appends a second, ${clients} clients`, aim: { atLeast: 0.6 }, unit: '/s' },
            comparison,
          ),
        ];
      },
    ),
};
