import { readConditions } from './request-conditions.js';

describe('the conditions of a command', () => {
  it('are none without headers', () => {
    expect(readConditions({})).toEqual({ idempotencyKey: undefined, expectedVersion: undefined });
  });

  it.each([
    ['"3"', 3],
    ['W/"12"', 12],
    ['*', undefined],
  ])('read If-Match %s', (etag, version) => {
    expect(readConditions({ 'if-match': etag }).expectedVersion).toBe(version);
  });

  it.each(['3', '""', '"x"', '"1", "2"', ''])('refuse If-Match %j', (etag) => {
    expect(() => readConditions({ 'if-match': etag })).toThrow(
      expect.objectContaining({ code: 'invalid_header' }) as Error,
    );
  });

  it.each(['', ' ', 'a b', 'x'.repeat(201), 'ä'])('refuse Idempotency-Key %j', (key) => {
    expect(() => readConditions({ 'idempotency-key': key })).toThrow(
      expect.objectContaining({ code: 'invalid_header', status: 400 }) as Error,
    );
  });
});
