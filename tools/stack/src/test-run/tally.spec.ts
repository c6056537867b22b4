import { tallyOf } from './jest.js';
import { add, lastLine, nothing, oneFailed, onePassed, readTally } from './tally.js';

describe('a tally', () => {
  it('adds up and names skipped tests only where there are some', () => {
    const sum = [onePassed, oneFailed, onePassed].reduce(add, nothing);
    expect(lastLine(sum)).toBe('2 passed, 1 failed');
    expect(lastLine({ ...sum, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
  });

  it("counts a file that crashed before its tests among Jest's failures", () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 2,
      numPendingTests: 1,
      numTodoTests: 1,
    };
    expect(tallyOf(report)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  it('knows a run that left no report', () => {
    expect(tallyOf(undefined)).toBeUndefined();
  });

  it('reads the last line of another run, and nothing else', () => {
    expect(readTally('7 passed, 1 failed, 2 skipped')).toEqual({ passed: 7, failed: 1, skipped: 2 });
    expect(readTally('7 passed, 0 failed')).toEqual({ passed: 7, failed: 0, skipped: 0 });
    expect(readTally('F1 7 passed, 0 failed')).toBeUndefined();
  });
});
