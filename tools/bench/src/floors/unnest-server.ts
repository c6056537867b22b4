/** As little as receives arrays of fixes and answers once they are stored: node:http and one UNNEST. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { timeOf, type Report } from './fixes-table.js';

const pool = new Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 10 });

const store = (reports: readonly Report[]): Promise<unknown> =>
  pool.query({
    name: 'store',
    text: `
      insert into fixes (imei, device_time, plate, latitude, longitude, speed_kmh, heading_degrees, ignition)
      select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::float8[], $5::float8[], $6::float8[],
        $7::float8[], $8::boolean[])`,
    values: [
      reports.map(({ imei }) => imei),
      reports.map(timeOf),
      reports.map(({ vehiclenumber }) => vehiclenumber),
      reports.map(({ latitude }) => latitude),
      reports.map(({ longitude }) => longitude),
      reports.map(({ speed }) => speed),
      reports.map(({ orientation }) => orientation),
      reports.map(({ ignition }) => ignition === '1'),
    ],
  });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = (status: number): void => {
      response.writeHead(status, { 'content-length': 0 }).end();
    };
    try {
      store(JSON.parse(Buffer.concat(chunks).toString()) as Report[]).then(
        () => answer(202),
        () => answer(500),
      );
    } catch {
      answer(400);
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});
process.once('disconnect', () => process.exit(0));
