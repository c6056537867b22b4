import { refusalKind, type CommandOutcome } from '@watch-tower/contracts';
import { problemOf, refusalError } from './refusals.js';

const outcome = (rest: object): CommandOutcome =>
  ({ commandId: 'c', subject: { kind: 'trip', id: 't' }, ...rest }) as CommandOutcome;

describe('a refusal', () => {
  it.each([
    ['invalid', 422],
    ['not_found', 404],
    ['conflict', 409],
    ['stale', 412],
    ['key_reused', 422],
  ] as const)('of kind %s is %i, as answer and in the operation', (kind, status) => {
    const refusal = { kind, code: 'some_code', message: 'Some sentence.', field: 'stops' };
    expect(refusalError(refusal)).toMatchObject({
      status,
      code: 'some_code',
      details: { errors: [{ field: 'stops', message: 'Some sentence.' }] },
    });
    expect(problemOf(outcome({ result: 'refused', refusal }))).toMatchObject({
      status,
      code: 'some_code',
      detail: 'Some sentence.',
    });
  });

  it('has an answer for every kind there is', () => {
    for (const kind of refusalKind.options) {
      expect(refusalError({ kind, code: 'c', message: 'm' }).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('is no problem where the command succeeded, and says nothing of a fault of ours', () => {
    expect(problemOf(outcome({ result: 'succeeded', version: 1 }))).toBeNull();
    expect(problemOf(outcome({ result: 'failed', message: 'secret detail' }))).not.toHaveProperty('detail');
  });
});
