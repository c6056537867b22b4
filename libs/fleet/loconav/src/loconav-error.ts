/**
 * What kept LocoNav from answering: it does not know our token (`authentication`), it does not have the
 * thing (`not_found`), it will not do it however often it is asked (`unprocessable`), it was asked too often
 * (`too_many`), it is away or failing (`unavailable`), or nobody can make sense of its answer (`unreadable`).
 */
export type LoconavErrorKind =
  'authentication' | 'not_found' | 'unprocessable' | 'too_many' | 'unavailable' | 'unreadable';

/** The message names the endpoint and what LocoNav said, never the token. */
export class LoconavError extends Error {
  override readonly name = 'LoconavError';
  constructor(
    readonly kind: LoconavErrorKind,
    message: string,
    readonly details: {
      /** HTTP status, where there was an answer. */
      readonly status?: number;
      /** LocoNav's own sentences. */
      readonly reasons?: readonly string[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
