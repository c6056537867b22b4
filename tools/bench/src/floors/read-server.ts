/** As little as answers with 50 trucks: Fastify, the gateway's own statement, its rows as they are. */
import fastify from 'fastify';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 10 });
const server = fastify();

server.get('/', async () => {
  const { rows } = await pool.query<{ id: string; label: string }>({
    name: 'read',
    text: `
      with page as materialized (
        select id from gateway.registry
        where kind = 'truck'
          and retired = $2
          and ($1::text is null or state->>'status' = $1)
          and ($3::text is null or state->>'organizationId' = $3)
          and ($4::text is null or position(lower($4::text) in search) > 0
            or $5::text <> '' and position(lower($5::text) in search) > 0)
          and ($6::text is null or (label, id) > ($6::text collate "C", $7::uuid))
        order by label, id
        limit 51
      )
      select id, label, version, state - 'identities' as state, position
      from page join gateway.trucks using (id)
      order by label, id`,
    values: [null, false, null, null, null, null, null],
  });
  const items = rows.slice(0, 50);
  return { items, nextCursor: rows.length > 50 ? (items.at(-1)?.id ?? null) : null };
});

const url = await server.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ url: `${url}/` });
process.once('disconnect', () => process.exit(0));
