import type { HandleClientError } from '@sveltejs/kit/hooks';

/** Of a form that could not be sent, and of a page that could not be fetched. */
const noAnswer = 'Greenroom did not answer. What you recorded and sent is kept.';

// zod tries whether it may compile its checks; the content security policy refuses that, and browsers report it. This is where
// `z.config({ jitless: true })` writes, without zod being loaded on pages that have no use for it.
Object.assign(((globalThis as { __zod_globalConfig?: object }).__zod_globalConfig ??= {}), { jitless: true });

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return;
  console.error(error);
  // `fetch` rejects with a TypeError when nothing answers.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return { status: 503, message: noAnswer, retryable: true };
  return { message: 'Something on this page went wrong. What you recorded and sent is kept.', retryable: true };
};
