import { normalisePlate } from '@watch-tower/contracts';
import type { Dialect } from './dialects.js';
import { sliceElements } from './slice-elements.js';

/** One element of a webhook as it goes on: key and JSON text of what its topic holds. */
export type Report = { readonly key: string; readonly value: string };

/** Whoever has neither plate nor IMEI: fleet puts it into quarantine. */
export const unidentified = 'unidentified';

const identifierLengthMax = 50;

/** No part of any name; NUL would be refused by PostgreSQL, and the inbox cuts its columns at one of them. */
const controlCharacters = /\p{Cc}/gu;

/** What names the sender, as far as it can: a short text or a whole number. */
const identifierOf = (value: unknown): string | null => {
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) return null;
  const text = String(value).replace(controlCharacters, '').trim();
  return text === '' || text.length > identifierLengthMax ? null : text;
};

const toReport = (dialect: Dialect, element: unknown, text: string, receivedAt: string): Report => {
  const fields: Record<string, unknown> =
    typeof element === 'object' && element !== null ? { ...element } : {};
  const written = identifierOf(fields[dialect.plateField]);
  const plate = written === null ? null : normalisePlate(written) || null;
  const imei = identifierOf(fields['imei']);
  const known = JSON.stringify({ provider: 'loconav', channel: 'webhook', receivedAt, plate, imei });
  return {
    key: plate ?? imei ?? unidentified,
    // The element's own text, so that nothing of it is lost on the way: not a digit, not an unknown field.
    value: `${known.slice(0, -1)},"report":${text}}`,
  };
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the body of a webhook: one object, or an array of them. A bad element is a report like any
 * other, judged by fleet.
 * @throws SyntaxError or TypeError where the body is no JSON in UTF-8.
 */
export const toReports = (dialect: Dialect, body: Uint8Array, receivedAt: string): Report[] => {
  const text = utf8.decode(body);
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) return [toReport(dialect, parsed, text.trim(), receivedAt)];
  const texts = sliceElements(text);
  return parsed.map((element, index) => toReport(dialect, element, texts[index] ?? 'null', receivedAt));
};
