// Counts what a test run found, for the one line that ends it.

/** Counts of a jest JSON result; a spec file that could not run at all counts as one failure. */
export function tallyOfJest(result) {
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** Adds up tallies. */
export function sumOf(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) for (const kind of Object.keys(total)) total[kind] += tally[kind];
  return total;
}

/** The closing line, for example `812 passed, 0 failed`. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
