import { rm } from 'node:fs/promises';
import { writeJson } from './files.js';

export interface User {
  readonly email: string;
  readonly password: string;
  readonly role: 'admin' | 'dispatcher' | 'viewer';
}

export interface ServiceFacts {
  readonly pid: number | null;
  readonly url: string;
  /** What its program is run with, secrets and all: for further commands of it. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What tests and tools need to know of a running system; `.local/stack.json` holds it from the moment everything is ready
 * until the system begins to stop.
 */
export interface StackFacts {
  readonly gateway: { readonly url: string };
  readonly dashboard: { readonly url: string };
  readonly kafka: { readonly brokers: readonly string[] };
  /** Superuser's address of the services' database. */
  readonly postgres: { readonly url: string };
  readonly redis: { readonly url: string };
  readonly users: readonly User[];
  readonly loconav: { readonly webhookUrl: string; readonly headers: Readonly<Record<string, string>> };
  readonly services: Readonly<Record<string, ServiceFacts>>;
}

export async function publishFacts(file: string, facts: StackFacts): Promise<void> {
  await writeJson(file, facts);
}

export async function withdrawFacts(file: string): Promise<void> {
  await rm(file, { force: true });
}
