/** A service as far as a supervisor can tell: health, and a SIGTERM that it obeys unless told to ignore it. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  response.statusCode = request.url === '/health/ready' ? 200 : 404;
  response.end(JSON.stringify({ pid: process.pid }));
});

if (process.env.FIXTURE_FAILS === 'true') {
  console.log('the fixture does not want to start');
  process.exitCode = 3;
} else {
  server.listen(Number(process.env.PORT), '127.0.0.1');
  process.on('SIGTERM', () => {
    server.closeAllConnections();
    server.close();
  });
}
