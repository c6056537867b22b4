import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const program = join(import.meta.dirname, '../dist/main.js');

const follow = async (part: string): Promise<{ code: unknown; said: string }> => {
  const child = spawn(process.execPath, [program, 'follow', part], {
    env: {
      ...process.env,
      DATABASE_URL: 'postgres://gateway@127.0.0.1:1/none',
      REDIS_URL: 'redis://127.0.0.1:1',
      JWT_SECRET: 'the secret that signs the tokens of a test',
      LOCONAV_WEBHOOK_SECRET: 'the secret of LocoNav',
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const [said, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: exit[0], said };
};

test('a part that there is not ends the program with a sentence that names those there are', async () => {
  expect(await follow('nothing')).toEqual({
    code: 2,
    said: 'There is no part "nothing"; known are: positions.\n',
  });
});
