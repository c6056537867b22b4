import Fastify from 'fastify'; import pg from 'pg'; import http from 'node:http';
const pool = new pg.Pool({ connectionString: process.env.BARE_URL, max: 10 });
await pool.query('create table if not exists bare_fix (id bigint generated always as identity, key text, body jsonb, created_at timestamptz default now())');
const app = Fastify();
app.post('/fix', async (req, reply) => { await pool.query('insert into bare_fix (key, body) values ($1, $2)', [req.body.vehiclenumber, JSON.stringify(req.body)]); return reply.code(202).send({ accepted: 1 }); });
await app.listen({ port: 18301 });
http.createServer((req, res) => { const c = []; req.on('data', d => c.push(d)); req.on('end', async () => { const a = JSON.parse(Buffer.concat(c)); await pool.query('insert into bare_fix (key, body) select * from unnest($1::text[], $2::jsonb[])', [a.map(x => x.vehiclenumber), a.map(x => JSON.stringify(x))]); res.statusCode = 202; res.end('{"accepted":' + a.length + '}'); }); }).listen(18302);
console.log('ready');
