/**
 * What the candidate said while no interviewer listened: the recorder ran on, so it is recognised from the recording and
 * put into the place that the resumed interviewer left free in the transcript.
 */
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import type { Turn, Word } from '@greenroom/contracts';
import { findRecording, listTurns, saveTurn } from '@greenroom/database';
import { FileNotFoundError, keys } from '@greenroom/files';
import { selectSpeech } from '@greenroom/providers/select';
import { AudioFrame } from '@livekit/rtc-node';
import { heartbeat } from '@temporalio/activity';
import type { Context } from '../context.ts';
import { startFfmpeg } from '../recording/ffmpeg.ts';

const sampleRate = 16_000;
const stereoFrameBytes = 4;
/** Shorter stretches hold no words. */
const shortestSeconds = 0.5;

/** A stretch in which nobody listened, seconds on the interview's clock, and the place of its turn. */
export interface Unheard { seq: number; questionId: string | null; from: number; to: number }

/** A resumed interviewer leaves one `seq` free before its first line; a filled one was recovered by an earlier try. */
export function unheardStretches(turns: readonly Turn[]): Unheard[] {
  const bySeq = new Map(turns.map((turn) => [turn.seq, turn]));
  return turns.flatMap((turn) => {
    const before = bySeq.get(turn.seq - 2);
    if (turn.speaker !== 'interviewer' || turn.kind === 'greeting' || before === undefined || bySeq.has(turn.seq - 1)) return [];
    return turn.startedAt - before.endedAt < shortestSeconds ? [] : [{ seq: turn.seq - 1, questionId: turn.questionId ?? before.questionId, from: before.endedAt, to: turn.startedAt }];
  });
}

/** Words that no stored turn of the candidate holds already. */
export const notHeardBefore = (words: readonly Word[], turns: readonly Turn[]): Word[] =>
  words.filter((word) => !turns.some((turn) => turn.speaker === 'candidate' && word.start < turn.endedAt && word.end > turn.startedAt));

/** What was said in a pause was not for the interview. */
export const outside = (pauses: MissedSpeech['pauses'], words: readonly Word[]): Word[] => words.filter(({ start, end }) => !pauses.some(({ from, to }) => end > from && start < to));

export interface MissedSpeech {
  interviewId: string;
  /** Seconds on the interview's clock. */
  pauses: readonly { from: number; to: number }[];
}

export function missedSpeechActivities({ database, files, log, providers }: Context) {
  return {
    /** Gives the number of words recovered. */
    async recoverMissedSpeech({ interviewId, pauses }: MissedSpeech): Promise<number> {
      const [turns, recording] = await Promise.all([listTurns(database, interviewId), findRecording(database, interviewId)]);
      const stretches = unheardStretches(turns);
      if (stretches.length === 0 || recording?.status !== 'ready' || recording.offsetSeconds === null) return 0;
      const { stt } = selectSpeech(providers, { onNotice: (notice) => log.warn({ interviewId }, notice) });
      let recovered = 0;
      for (const { seq, questionId, from, to } of stretches) {
        const audio = await candidateAudio(interviewId, from - recording.offsetSeconds, to - recording.offsetSeconds);
        if (audio.length < shortestSeconds * sampleRate) continue;
        const heard = (await stt.recognize(new AudioFrame(audio, sampleRate, 1, audio.length))).alternatives?.[0];
        const placed = (heard?.words ?? []).map((word): Word => ({ text: word.text.trim(), start: from + (word.startTime ?? 0), end: from + (word.endTime ?? 0), estimated: true }));
        const words = outside(pauses, notHeardBefore(placed, turns));
        const [first, last] = [words[0], words.at(-1)];
        heartbeat();
        if (first === undefined || last === undefined) continue;
        await saveTurn(database, {
          interviewId, seq, speaker: 'candidate', kind: 'answer', questionId, text: words.map((word) => word.text).join(' '), startedAt: first.start, endedAt: last.end,
          words, marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: true,
        });
        recovered += words.length;
      }
      log.info({ interviewId, stretches: stretches.length, recovered }, 'what was said while nobody listened was taken from the recording');
      return recovered;
    },
  };

  /** The candidate's channel (left) between two moments of the recording's file. */
  async function candidateAudio(interviewId: string, fromSeconds: number, toSeconds: number): Promise<Int16Array> {
    const stored = await files.get(keys.recording(interviewId)).catch((error: unknown) => {
      if (error instanceof FileNotFoundError) return undefined;
      throw error;
    });
    if (stored === undefined) return new Int16Array(0);
    const first = Math.max(0, Math.round(fromSeconds * sampleRate));
    const samples = new Int16Array(Math.max(0, Math.round(toSeconds * sampleRate) - first));
    const { process: decoder, ended } = startFfmpeg(['-i', 'pipe:0', '-f', 's16le', '-ar', String(sampleRate), '-ac', '2', 'pipe:1']);
    let position = 0;
    let rest: Buffer = Buffer.alloc(0);
    const pick = new Writable({
      write(chunk: Buffer, _encoding, done) {
        const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        const frames = Math.floor(bytes.length / stereoFrameBytes);
        for (let frame = 0; frame < frames; frame += 1, position += 1) {
          if (position >= first && position < first + samples.length) samples[position - first] = bytes.readInt16LE(frame * stereoFrameBytes);
        }
        rest = bytes.subarray(frames * stereoFrameBytes);
        done();
      },
    });
    await Promise.all([pipeline(stored.body, decoder.stdin), pipeline(decoder.stdout, pick), ended]);
    return samples;
  }
}
