import type { HandleClientError } from '@sveltejs/kit/hooks';

/** Of a form that could not be sent, and of a page that could not be fetched. */
const noAnswer = 'Greenroom did not answer. What you recorded and sent is kept.';

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return;
  console.error(error);
  // `fetch` rejects with a TypeError when nothing answers.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return { status: 503, message: noAnswer, retryable: true };
  return { message: 'Something on this page went wrong. What you recorded and sent is kept.', retryable: true };
};
