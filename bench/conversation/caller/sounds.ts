/** When the interviewer was heard, and what that means beside what the candidate said: cut-ins, delays, stops. Pure. */
import { sampleRate } from '../../../stack/demo/audio-file.ts';
import type { Answer, PauseKind } from '../recordings.ts';

/** Epoch milliseconds. */
export interface Sound {
  fromMs: number;
  toMs: number;
}

/** A line goes on over gaps shorter than this: closures of consonants, the breath between two sentences. */
export const gapInLineMs = 600;

/** The interviewer's sounds as lines. Frames arrive in order. */
export class Sounds {
  readonly lines: Sound[] = [];

  /** Sound was heard between these moments. */
  heard(fromMs: number, toMs: number): void {
    const last = this.lines.at(-1);
    if (last !== undefined && fromMs - last.toMs < gapInLineMs) last.toMs = toMs;
    else this.lines.push({ fromMs, toMs });
  }

  /** The first line that begins at or after this moment. */
  after(ms: number): Sound | undefined {
    return this.lines.find(({ fromMs }) => fromMs >= ms);
  }

  /** The line that sounds at this moment, gaps included. */
  at(ms: number): Sound | undefined {
    return this.lines.find(({ fromMs, toMs }) => fromMs <= ms && ms <= toMs);
  }
}

export interface CutIn {
  /** Where: in or right after a thinking pause, or anywhere else. */
  where: PauseKind | 'elsewhere';
  /** Milliseconds from the recording's start. */
  atMs: number;
  /** From the candidate's going on to the interviewer's last sound; null when it was silent before. */
  stopMs: number | null;
}

export interface AnswerHeard {
  id: string;
  part: Answer['part'];
  pauses: { kind: PauseKind; cut: boolean }[];
  cutIns: CutIn[];
  /** From the end of the answer to the interviewer's first sound. Null when none came, or when it was speaking already. */
  delayMs: number | null;
  /** The interviewer spoke when the answer ended. */
  talkedOver: boolean;
}

/** A decision made in a pause is heard a little later: until then the pause is to blame. */
const blameMs = 1_000;
/** A sound that begins with the answer itself answers something before it. */
const beginningMs = 200;

/**
 * A machine that is short of processors speaks a recording more slowly than it is: its pauses and its end come later.
 * @param spokenInMs how long it took from the first sample to the last
 */
export function asSpoken<A extends Pick<Answer, 'samples' | 'pauses' | 'audibleFromMs' | 'audibleToMs'>>(answer: A, spokenInMs: number): A {
  const stretch = Math.max(1, spokenInMs / ((answer.samples.length / sampleRate) * 1000));
  const pauses = answer.pauses.map(({ kind, fromMs, toMs }) => ({ kind, fromMs: fromMs * stretch, toMs: toMs * stretch }));
  return { ...answer, pauses, audibleFromMs: answer.audibleFromMs * stretch, audibleToMs: answer.audibleToMs * stretch };
}

/** @param startedAtMs epoch milliseconds at which the recording's first sample was spoken */
export function judgeAnswer(answer: Pick<Answer, 'id' | 'part' | 'pauses' | 'audibleFromMs' | 'audibleToMs'>, startedAtMs: number, lines: readonly Sound[], patienceMs: number): AnswerHeard {
  const endMs = startedAtMs + answer.audibleToMs;
  const heard: AnswerHeard = { id: answer.id, part: answer.part, pauses: answer.pauses.map(({ kind }) => ({ kind, cut: false })), cutIns: [], delayMs: null, talkedOver: false };
  for (const { fromMs, toMs } of lines) {
    const at = fromMs - startedAtMs;
    if (at < answer.audibleFromMs + beginningMs || fromMs >= endMs) continue;
    const index = answer.pauses.findLastIndex((pause) => pause.fromMs <= at);
    const pause = answer.pauses[index];
    const judged = pause !== undefined && at <= pause.toMs + blameMs ? heard.pauses[index] : undefined;
    if (judged !== undefined) judged.cut = true;
    // The candidate goes on at the pause's end, or is speaking already.
    const goesOnAt = Math.max(fromMs, judged === undefined || pause === undefined ? fromMs : startedAtMs + pause.toMs);
    heard.cutIns.push({ where: judged?.kind ?? 'elsewhere', atMs: Math.round(at), stopMs: toMs > goesOnAt ? toMs - goesOnAt : null });
    if (toMs >= endMs) heard.talkedOver = true;
  }
  const response = lines.find(({ fromMs }) => fromMs >= endMs);
  if (!heard.talkedOver && response !== undefined && response.fromMs - endMs <= patienceMs) heard.delayMs = response.fromMs - endMs;
  return heard;
}

/** What became of a line over which somebody made a sound that takes no turn. `heldMs`: for how long the interviewer was silent before it went on. */
export interface LineAfterSound {
  outcome: 'went_on' | 'held' | 'stopped';
  heldMs: number | null;
}

export const overLineDefaults = {
  /** A line of several seconds that sounds so long after it was not stopped. */
  goesOnMs: 1_500,
  /** An interviewer that is silent for longer has given its line up. LiveKit goes on after 2 s. */
  heldAtMostMs: 4_000,
} as const;

/** @param lines all that were heard, in order. @param beganAtMs when the sound over the line began, in epoch milliseconds */
export function lineAfterSound(line: Sound, lines: readonly Sound[], beganAtMs: number): LineAfterSound {
  if (line.toMs - beganAtMs >= overLineDefaults.goesOnMs) return { outcome: 'went_on', heldMs: null };
  const next = lines.find(({ fromMs }) => fromMs > line.toMs);
  const heldMs = next === undefined ? Infinity : next.fromMs - line.toMs;
  return heldMs <= overLineDefaults.heldAtMostMs ? { outcome: 'held', heldMs } : { outcome: 'stopped', heldMs: null };
}
