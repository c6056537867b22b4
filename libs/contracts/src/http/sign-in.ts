import { z } from 'zod';
import { uuid } from '../values.js';

export const role = z.enum(['admin', 'dispatcher', 'viewer']);
export type Role = z.infer<typeof role>;

export const loginRequest = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(200),
});
export const refreshRequest = z.object({ refreshToken: z.string().min(1).max(4_000) });
export const tokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresInSeconds: z.int(),
});
export type Tokens = z.infer<typeof tokens>;

export const me = z.object({ id: uuid, email: z.string(), name: z.string(), role });
export type Me = z.infer<typeof me>;

/** Somebody who signs in here, as colleagues see them. */
export const person = me.pick({ id: true, name: true, role: true });
export type Person = z.infer<typeof person>;

/** Everybody, by name. */
export const people = z.object({ items: z.array(person) });
export type People = z.infer<typeof people>;
