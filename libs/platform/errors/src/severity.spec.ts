import { ProblemError, severityOf, TransientError } from './index.js';

const coded = (code: string) => Object.assign(new Error('from the driver'), { code });

describe('severity', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED'), 'outage'],
    ['a server that is shutting down', coded('57P01'), 'outage'],
    ['a disk that is full', coded('53100'), 'outage'],
    ['a lost connection without a code', new Error('Connection terminated unexpectedly'), 'outage'],
    ['every address refused', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]), 'outage'],
    ['a deadlock', coded('40P01'), 'transient'],
    ['a serialization failure behind a wrapper', { driverError: coded('40001') }, 'transient'],
    ['an error that says so itself', new TransientError('again'), 'transient'],
    ['a unique violation', coded('23505'), 'fault'],
    ['a TypeError', new TypeError('x is undefined'), 'fault'],
    ['something that is no error', 'tea', 'fault'],
  ])('%s is met as it deserves', (_case, error, severity) => {
    expect(severityOf(error)).toBe(severity);
  });
});

describe('a problem', () => {
  it.each([
    ['invalid', 400, 'debug'],
    ['stale', 412, 'debug'],
    ['key_reused', 422, 'debug'],
    ['unprocessable', 422, 'debug'],
    ['unavailable', 503, 'warn'],
    ['internal', 500, 'error'],
  ] as const)('of kind %s is %d at level %s', (kind, status, level) => {
    const problem = new ProblemError(kind, 'code', 'sentence');
    expect([problem.status, problem.logLevel]).toEqual([status, level]);
  });
});
