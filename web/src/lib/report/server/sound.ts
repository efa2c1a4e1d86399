/** What the site makes of a recording's peaks before it sends the page: the first look, and the silences. */
import type { Peaks, Recording } from '@greenroom/contracts';
import type { Answer } from '#lib/server/api.ts';
import type { Span } from '../score-lanes.ts';
import { silencesOf, waveOf, type Wave } from '../wave.ts';

export interface Sound {
  wave: Wave;
  silences: Span[];
}

/** @returns null when there is nothing to draw, or it could not be had: the page says so, and the sound plays all the same */
export async function soundOf(recording: Recording | null, ask: () => Promise<Answer<Peaks>>): Promise<Sound | null> {
  if (recording?.status !== 'ready') return null;
  const answer = await ask();
  if (!answer.ok) {
    console.error(JSON.stringify({ level: 'warn', msg: 'a waveform could not be had', interviewId: recording.interviewId, status: answer.problem.status, detail: answer.problem.detail }));
    return null;
  }
  if (answer.reply.candidate.length + answer.reply.interviewer.length === 0) return null;
  return { wave: waveOf(answer.reply), silences: silencesOf(answer.reply, recording.offsetSeconds ?? 0) };
}
