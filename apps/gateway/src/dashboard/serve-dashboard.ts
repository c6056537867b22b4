import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What belongs to programs, not to pages: an unknown path there is a 404 and never the dashboard. */
const reserved = /^\/(api|webhooks|docs|health|metrics|socket\.io|ws)(\/|$)/;

const filesIn = async (directory: string): Promise<Set<string>> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Set(
    files.map((file) => relative(directory, join(file.parentPath, file.name)).split(sep).join('/')),
  );
};

/**
 * Serves the built dashboard: its files, and its page for every other path, whose router it is. Names under
 * `assets/` carry a hash of the content and never change; all else is asked for anew.
 * @throws Error when the directory holds no `index.html`: the build is missing.
 */
export const serveDashboard = async (http: FastifyInstance, directory: string): Promise<void> => {
  const files = await filesIn(directory);
  if (!files.has('index.html'))
    throw new Error(`${directory} holds no index.html: build the dashboard first`);
  await http.register(fastifyStatic, { root: directory, serve: false, cacheControl: false });

  const send = (reply: FastifyReply, file: string): FastifyReply =>
    reply
      .header(
        'cache-control',
        file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
      .sendFile(file);

  http.get('/*', (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/');
    const file = path.slice(1);
    if (files.has(file)) return send(reply, file);
    if (reserved.test(path) || file.startsWith('assets/')) return reply.callNotFound();
    return send(reply, 'index.html');
  });
};
