/** Ending an interview from its room, spoken or typed. @returns why it did not end, in words; undefined when it has */
export async function endInterview(interviewId: string): Promise<string | undefined> {
  const status = await fetch(`/interviews/${interviewId}/end`, { method: 'POST' }).then(
    (response) => response.status,
    () => undefined,
  );
  // 409: it is over already.
  if (status === 202 || status === 200 || status === 409) return undefined;
  if (status === 401) return 'You have been signed out. Sign in again in another tab, then end it here.';
  return 'This did not reach the interview service. The interview still runs; try again in a moment.';
}
