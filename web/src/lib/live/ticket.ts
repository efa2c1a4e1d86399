/** A ticket for one live socket, from the site's own server: tokens stay there. */
import type { Problem, SocketTicket } from '@greenroom/contracts';

export type TicketAnswer = { ticket: string } | { refused: 'for-now' | 'until-mended'; reason: string };

export async function fetchTicket(): Promise<TicketAnswer> {
  const response = await fetch('/live/ticket', { method: 'POST', headers: { accept: 'application/json' } });
  if (response.ok) return { ticket: ((await response.json()) as SocketTicket).ticket };
  if (response.status === 401) return { refused: 'until-mended', reason: 'You have been signed out. Sign in again in another tab, then connect again here.' };
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const reason = problem.detail ?? problem.title ?? 'The interview service does not answer.';
  return { refused: response.status >= 500 || response.status === 429 ? 'for-now' : 'until-mended', reason };
}
