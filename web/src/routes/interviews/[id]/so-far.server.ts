/** Where an interview stands, for a page that comes into it: at load, after a reload, and back after a lost connection. */
import type { Interview, Turn } from '@greenroom/contracts';
import type { RequestEvent } from '@sveltejs/kit';
import { askApi, callApi } from '#lib/server/api.ts';
import { resumeFrom, type Conversation } from './live-room/conversation.ts';

export interface SoFar {
  /** Seconds on the interview's clock. */
  clockNow: number;
  soFar: Conversation;
  turns: Turn[];
}

export async function readSoFar(event: RequestEvent, { id, mode, startedAt, pausedAt, questions }: Interview): Promise<SoFar> {
  const params = { id };
  const [{ turns }, listeners, sent] = await Promise.all([
    callApi(event, 'readTranscript', { params }),
    askApi(event, 'listListeners', { params }),
    // The stream of a typed interview tells them from the beginning.
    mode === 'spoken' ? askApi(event, 'listWhispers', { params }) : undefined,
  ]);
  const whispers = sent?.ok ? sent.reply.items : [];
  const onClock = (epochMs: number): number => (startedAt === null ? 0 : (epochMs - Date.parse(startedAt)) / 1000);
  const paused = pausedAt === null ? undefined : { since: onClock(Date.parse(pausedAt)), limitSeconds: undefined };
  return { clockNow: onClock(Date.now()), soFar: resumeFrom(turns, questions, { paused, listeners: listeners.ok ? listeners.reply.items : undefined, whispers }), turns };
}
