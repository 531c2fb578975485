import { closingLine, sumOf, tallyOfJest } from './tally.mjs';

const result = {
  numPassedTests: 10,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 2,
  numTodoTests: 1,
};

describe('the closing line', () => {
  it('counts a spec file that could not run as a failure', () => {
    expect(tallyOfJest(result)).toEqual({ passed: 10, failed: 2, skipped: 3 });
  });

  it('adds the checks to the specs', () => {
    const types = { passed: 1, failed: 0, skipped: 0 };
    expect(sumOf([types, tallyOfJest(result)])).toEqual({ passed: 11, failed: 2, skipped: 3 });
  });

  it('names skipped tests only when there are any', () => {
    expect(closingLine({ passed: 11, failed: 2, skipped: 3 })).toBe('11 passed, 2 failed, 3 skipped');
    expect(closingLine({ passed: 11, failed: 0, skipped: 0 })).toBe('11 passed, 0 failed');
  });
});
