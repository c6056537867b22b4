/** As little as receives one fix per request and answers once it is stored: Fastify and a single INSERT. */
import fastify from 'fastify';
import { Pool } from 'pg';
import { timeOf, type Report } from './fixes-table.js';

const pool = new Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 10 });
const server = fastify();

server.post<{ Body: Report }>('/', async ({ body: report }, reply) => {
  const { imei, vehiclenumber, latitude, longitude, speed, orientation, ignition } = report;
  await pool.query({
    name: 'store',
    text: `
      insert into fixes (imei, device_time, plate, latitude, longitude, speed_kmh, heading_degrees, ignition)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [imei, timeOf(report), vehiclenumber, latitude, longitude, speed, orientation, ignition === '1'],
  });
  return reply.code(202).send({ accepted: 1 });
});

const url = await server.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ url: `${url}/` });
process.once('disconnect', () => process.exit(0));
