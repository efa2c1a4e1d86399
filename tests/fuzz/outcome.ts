/** What the fuzzer's report says, as far as it counts here. */
import { z } from 'zod';

const Report = z.object({
  operations: z.object({ selected: z.number(), tested: z.number() }),
  test_cases: z.object({ generated: z.number(), unique_failures: z.number() }),
  errors: z.array(z.unknown()),
  seed: z.number(),
});

export interface FuzzOutcome {
  operations: number;
  /** Requests that the fuzzer made up; others (a repeated one, one without a token) came on top. */
  cases: number;
  failures: number;
}

/** @param report as schemathesis 4 writes it with `--report json` */
export function readOutcome(report: unknown): FuzzOutcome {
  const { operations, test_cases: cases, errors } = Report.parse(report);
  return { operations: operations.tested, cases: cases.generated, failures: cases.unique_failures + errors.length };
}
