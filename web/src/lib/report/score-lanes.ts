/** What the score draws: phrases, ticks, pauses and tone on one time axis (seconds on the interview's clock). */
import type { QuestionReport } from '@greenroom/contracts';
import type { Reading } from './reading.ts';

/** Words closer than this belong to one phrase: the shortest silence that counts as a pause. */
const phraseGapSeconds = 0.25;

export interface Span {
  start: number;
  end: number;
}
export interface Lane {
  speaker: 'interviewer' | 'candidate' | 'coach';
  phrases: Span[];
}
export interface Chapter extends Span {
  questionId: string;
  number: number;
  question: string;
}
export interface Filler {
  at: number;
  text: string;
  /** The words before and after it. */
  around: readonly [before: string, after: string];
}
export interface Pause extends Span {
  /** The words that it came after. */
  before: string;
}
export interface ScoreLanes {
  from: number;
  to: number;
  lanes: Lane[];
  fillers: Filler[];
  pauses: Pause[];
  tone: { at: number; value: number }[];
  chapters: Chapter[];
}

export function scoreLanes(turns: readonly Reading[], questions: readonly Pick<QuestionReport, 'questionId' | 'question' | 'turnSeqs'>[]): ScoreLanes {
  const speakers = (['interviewer', 'candidate', 'coach'] as const).filter((speaker) => speaker !== 'coach' || turns.some((turn) => turn.speaker === 'coach'));
  const answers = turns.filter((turn) => turn.speaker === 'candidate');
  return {
    from: Math.min(0, ...turns.map((turn) => turn.startedAt)),
    to: Math.max(1, ...turns.map((turn) => turn.endedAt)),
    lanes: speakers.map((speaker) => ({ speaker, phrases: turns.filter((turn) => turn.speaker === speaker).flatMap(phrasesOf) })),
    fillers: answers.flatMap(fillersOf),
    pauses: answers.flatMap(longPausesOf),
    tone: answers.flatMap((turn) => (turn.tone === null ? [] : [{ at: (turn.startedAt + turn.endedAt) / 2, value: turn.tone }])),
    chapters: chaptersOf(turns, questions),
  };
}

function phrasesOf({ times, startedAt, endedAt }: Reading): Span[] {
  if (times.length === 0) return [{ start: startedAt, end: Math.max(endedAt, startedAt + 0.5) }];
  const phrases: Span[] = [];
  for (const [start, end] of times) {
    const last = phrases.at(-1);
    if (last !== undefined && start - last.end < phraseGapSeconds) last.end = end;
    else phrases.push({ start, end });
  }
  return phrases;
}

/** Words on each side of a filler or a pause, so that one knows it again. */
const nearby = 3;

function fillersOf({ pieces, times }: Reading): Filler[] {
  const textOf = (some: Reading['pieces']) => some.flatMap(({ slices }) => slices.map(([text]) => text)).join('');
  return pieces.flatMap(({ mark, slices }, i) => {
    if (mark !== 'filled_pause' && mark !== 'discourse_marker' && mark !== 'editing_term') return [];
    const at = times[slices.find(([, word]) => word !== -1)?.[1] ?? -1]?.[0];
    if (at === undefined) return [];
    const before = textOf(pieces.slice(0, i)).split(/\s+/).slice(-nearby - 1).join(' ').trimStart();
    const after = textOf(pieces.slice(i + 1)).split(/\s+/).slice(0, nearby + 1).join(' ').trimEnd();
    return [{ at, text: slices.map(([text]) => text).join(''), around: [before, after] }];
  });
}

function longPausesOf({ pieces, times }: Reading): Pause[] {
  let before = -1;
  let said = '';
  return pieces.flatMap(({ mark, slices }) => {
    said += slices.map(([text]) => text).join('');
    before = Math.max(before, ...slices.map(([, word]) => word));
    const start = times[before]?.[1];
    const end = times[before + 1]?.[0];
    return mark === 'long_pause' && start !== undefined && end !== undefined ? [{ start, end, before: said.trim().split(/\s+/).slice(-nearby).join(' ') }] : [];
  });
}

function chaptersOf(turns: readonly Reading[], questions: readonly Pick<QuestionReport, 'questionId' | 'question' | 'turnSeqs'>[]): Chapter[] {
  return questions.flatMap(({ questionId, question, turnSeqs }, i) => {
    const own = turns.filter(({ seq }) => turnSeqs.includes(seq));
    if (own.length === 0) return [];
    return [{ questionId, number: i + 1, question, start: Math.min(...own.map((turn) => turn.startedAt)), end: Math.max(...own.map((turn) => turn.endedAt)) }];
  });
}
