import { expect, test } from 'vitest';
import { countReport } from './ci.ts';

const report = (change: object) => JSON.stringify({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, testResults: [], ...change });

test('passed and failed tests are counted', () => {
  expect(countReport(report({}), 0)).toEqual({ passed: 7, failed: 0 });
  expect(countReport(report({ numFailedTests: 2 }), 1)).toEqual({ passed: 7, failed: 2 });
});

test('a file that cannot be loaded, a skipped test and an error outside of any test count as failed', () => {
  expect(countReport(report({ testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }] }), 1)).toEqual({ passed: 7, failed: 1 });
  expect(countReport(report({ numPendingTests: 1 }), 0)).toEqual({ passed: 7, failed: 1 });
  expect(countReport(report({}), 1)).toEqual({ passed: 7, failed: 1 });
});

test('no report at all is a failure', () => {
  expect(countReport(undefined, 1)).toEqual({ passed: 0, failed: 1 });
});
