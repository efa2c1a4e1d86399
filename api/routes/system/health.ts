import type { Handler } from '../../operation.ts';
import { checkParts } from '../../parts.ts';
import { ProblemError } from '../../problems.ts';

/** Without the database nothing works (503); without another part something does (`degraded`). */
export const health: Handler<'health'> = async (context, { response, log }) => {
  const parts = await checkParts(context, log);
  if (parts.some(({ name, status }) => name === 'database' && status === 'failing')) {
    throw new ProblemError('unavailable', 'The database does not answer.', { errors: parts.map(({ name, status }) => ({ path: name, message: status })) });
  }
  // A moment later it may be another: nobody keeps it.
  response.setHeader('cache-control', 'no-cache, no-store');
  return { status: parts.some(({ status }) => status === 'failing') ? 'degraded' : 'ok', checks: Object.fromEntries(parts.map(({ name, status }) => [name, status])) };
};
