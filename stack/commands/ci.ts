/** `.ci/run`: every check and every test; the last line is `N passed, N failed`. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.ts';
import { test } from './test.ts';

/** What vitest's JSON reporter writes, as much as is counted here. */
interface TestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { name: string; status: string; assertionResults: unknown[] }[];
}

/** @returns 0 when nothing failed. */
export async function ci(): Promise<number> {
  let [passed, failed] = [0, 0];
  for (const name of ['typecheck', 'lint', 'depcruise', 'build']) {
    const startedAt = Date.now();
    const ok = (await check([name]).catch((error: Error) => (console.log(error.message), 1))) === 0;
    console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    if (ok) passed += 1;
    else failed += 1;
  }
  const tests = await countTests();
  console.log(`${passed + tests.passed} passed, ${failed + tests.failed} failed`);
  return failed + tests.failed === 0 ? 0 : 1;
}

async function countTests(): Promise<{ passed: number; failed: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-ci-'));
  try {
    const file = join(folder, 'report.json');
    const code = await test(['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, '--allowOnly=false']);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return countReport(text, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param text vitest's report; undefined when it did not get so far. @param code its exit code. */
export function countReport(text: string | undefined, code: number): { passed: number; failed: number } {
  if (text === undefined) return { passed: 0, failed: 1 };
  const report = JSON.parse(text) as TestReport;
  // A file that could not even be loaded has no tests that could fail.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  // A skipped test is not a passed one.
  const failed = report.numFailedTests + broken + report.numPendingTests;
  // An error outside of any test, in a set-up or after the last one.
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}
