/** What the fuzzer's report says, as far as it counts here: what schemathesis 4 writes with `--report json`. */
interface Report {
  operations: { tested: number };
  test_cases: { generated: number; unique_failures: number };
  errors: unknown[];
}

export interface FuzzOutcome {
  operations: number;
  /** Requests that the fuzzer made up; others (a repeated one, one without a token) came on top. */
  cases: number;
  failures: number;
}

/** A run that could not finish (an error of the fuzzer's own) counts as failed. */
export function readOutcome(json: string): FuzzOutcome {
  const { operations, test_cases: cases, errors } = JSON.parse(json) as Report;
  return { operations: operations.tested, cases: cases.generated, failures: cases.unique_failures + errors.length };
}
