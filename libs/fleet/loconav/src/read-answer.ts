import { z } from 'zod';
import { LoconavError, type LoconavErrorKind } from './loconav-error.js';

/** One of LocoNav's complaints: a bare sentence, or a sentence with a code. */
const complaint = z.union([
  z.string().transform((message) => ({ message, code: undefined })),
  z.looseObject({ message: z.string(), code: z.string().optional() }),
]);

/** The shapes in which LocoNav says no; the last is that of its subscriptions. */
const refusal = z.union([
  z.looseObject({
    success: z.literal(false),
    data: z.looseObject({ errors: z.union([z.array(complaint), complaint.transform((one) => [one])]) }),
  }),
  z.looseObject({ status: z.literal(false), error: z.string() }),
]);

const failed = z.union([
  z.looseObject({ success: z.literal(false) }),
  z.looseObject({ status: z.literal(false) }),
]);

/**
 * Reads an HTTP answer of LocoNav, which may say no with any status.
 * @returns the body, or the error it stands for.
 */
export const readAnswer = (
  endpoint: string,
  status: number,
  text: string,
): { readonly body: unknown } | LoconavError => {
  const body = parsed(text);
  const isGood = status >= 200 && status < 300;
  if (isGood && body === undefined) {
    return new LoconavError('unreadable', `${endpoint}: the answer is no JSON`, { status });
  }
  if (isGood && !failed.safeParse(body).success) return { body };
  const complaints = complaintsOf(body);
  const reasons = complaints.map(({ message }) => message);
  const kind = kindOf(status, complaints);
  return new LoconavError(kind, [`${endpoint}: HTTP ${status}`, ...reasons].join(', '), { status, reasons });
};

/** @returns null for no content, undefined where it is no JSON. */
const parsed = (text: string): unknown => {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's page of HTML: the status says all there is to know.
    return undefined;
  }
};

type Complaint = { readonly message: string; readonly code?: string | undefined };

const complaintsOf = (body: unknown): readonly Complaint[] => {
  const read = refusal.safeParse(body);
  if (!read.success) return [];
  const said = read.data;
  if ('error' in said && typeof said.error === 'string') return [{ message: said.error }];
  return 'data' in said ? (said.data as { errors: Complaint[] }).errors : [];
};

const kindsOfCodes: Readonly<Record<string, LoconavErrorKind>> = {
  bad_request: 'unprocessable',
  not_found: 'not_found',
  unprocessable_entity: 'unprocessable',
  technical_issue: 'unavailable',
};

const kindOf = (status: number, complaints: readonly Complaint[]): LoconavErrorKind => {
  if (status === 401 || status === 403) return 'authentication';
  if (status === 429) return 'too_many';
  for (const { code } of complaints) {
    const kind = code === undefined ? undefined : kindsOfCodes[code];
    if (kind !== undefined) return kind;
  }
  if (status === 404) return 'not_found';
  if (status === 408 || status >= 500) return 'unavailable';
  // Said with a status of success, where the sentence is all there is.
  const words = complaints.map(({ message }) => message.toLowerCase()).join(' ');
  if (words.includes('authentication failed')) return 'authentication';
  return words.includes('too many requests') ? 'too_many' : 'unprocessable';
};

/**
 * Takes from a body what its reader knows.
 * @throws LoconavError `unreadable`, naming the field at fault.
 */
export const readBody = <T>(endpoint: string, schema: z.ZodType<T>, body: unknown): T => {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.join('.');
  throw new LoconavError('unreadable', `${endpoint}: ${field}: ${issue?.message ?? 'invalid'}`);
};
