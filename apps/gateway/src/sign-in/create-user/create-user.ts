import { parseArgs } from 'node:util';
import { ConfigError } from '@watch-tower/config';
import { role } from '@watch-tower/contracts';
import type { Database } from '@watch-tower/database';
import { z } from 'zod';
import { hashPassword } from '../passwords.js';
import { Users } from '../users.js';

const user = z.object({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(255),
  role,
  password: z.string().min(8, 'must have at least 8 characters').max(200),
});

const words = { email: '--email', name: '--name', role: '--role', password: 'USER_PASSWORD' };

const optionsOf = (args: string[]): Record<string, string | undefined> => {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { email: option, name: option, role: option } }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
};

/**
 * Reads `--email E --role R --name N`; the password comes from the environment, since arguments are seen by
 * everybody on the machine.
 * @throws ConfigError with one line per fault, never with the password.
 */
export const readUser = (args: string[], password: string | undefined): z.output<typeof user> => {
  const parsed = user.safeParse({ ...optionsOf(args), password });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const field = issue.path[0] as keyof typeof words;
    return `  ${words[field]}: ${issue.message}`;
  });
  throw new ConfigError(['The user is not valid:', ...faults].join('\n'));
};

/** The command `create-user`: creates a user, or brings one up to date; twice does no harm. */
export const createUserCommand = async (
  platform: { readonly database: Database },
  config: { readonly userPassword?: string },
  args: string[],
): Promise<void> => {
  const { password, ...user } = readUser(args, config.userPassword);
  const passwordHash = await hashPassword(password);
  const { created } = await new Users(platform.database).save({ ...user, passwordHash });
  process.stdout.write(`${created ? 'Created' : 'Updated'}: ${user.email}, ${user.role}.\n`);
};
