/** The candidate's rooms: orders by button, who listens, and a typed interview before and while it is held. */
import { readFileSync } from 'node:fs';
import { Interview, Turn, type LiveEvent, type Whisper } from '@greenroom/contracts';
import { pass, Refused, type Answers, type Asked } from './answers.ts';

/** What the candidate ordered with buttons, as `order id`, in turn. Emptied by whoever looks. */
export const ordered: string[] = [];
/** Orders that are refused, with the words. */
export const refusals = new Map<string, string>();

/** What was whispered in the spoken interview that runs, whether or not its page heard it. Emptied by whoever looks. */
export const whispered: Whisper[] = [];

const take = (order: string) => ({ id }: Asked) => {
  ordered.push(`${order} ${id}`);
  const refusal = refusals.get(order);
  if (refusal !== undefined) throw new Refused(409, refusal);
  return { status: 'in_progress' };
};

const example = JSON.parse(readFileSync(new URL('../interview.json', import.meta.url), 'utf8'));
const planned = Interview.parse(example.interview);
/** One that is planned, one that runs, and what else may be while one runs. */
export const typedIds = { pending: idEndingIn('b1'), in_progress: idEndingIn('b2'), paused: idEndingIn('b3'), led: idEndingIn('b4'), whispered: idEndingIn('b5') } as const;
export const knowsTyped = (id: string): boolean => Object.values<string>(typedIds).includes(id);

function idEndingIn(digits: string): string {
  return planned.id.slice(0, -2) + digits;
}
/** Minutes that the typed interview has run. */
const minutesSoFar = 4;

function typedInterview(id: string): Interview {
  const running = id !== typedIds.pending;
  const startedAt = running ? new Date(Date.now() - minutesSoFar * 60_000).toISOString() : null;
  return { ...planned, id, mode: 'typed', status: running ? 'in_progress' : 'pending', overallScore: null, duration: null, startedAt, completedAt: null };
}

/** Up to the first follow-up. */
const turnsOf = (interviewId: string): Turn[] => Turn.array().parse(example.turns).slice(0, 4).map((turn) => ({ ...turn, interviewId, words: [], marks: [], measures: null, typed: true }));
export const typedTurns: readonly Turn[] = turnsOf(typedIds.in_progress);

const coach = 'Cal Okonkwo-Vandenberghe';
/** What the live socket tells of each from the beginning. */
export function typedEvents(id: string): LiveEvent[] {
  const at = minutesSoFar * 60;
  switch (id) {
    case typedIds.paused:
      return [{ type: 'interview:paused', at, limitSeconds: 1800 }];
    case typedIds.led: {
      const last = turnsOf(id).at(-1) as Turn;
      const turn: Turn = { ...last, seq: last.seq + 1, speaker: 'coach', kind: 'question', text: 'Let me ask it differently: what would she say about it today?', startedAt: at, endedAt: at };
      return [{ type: 'listeners', at, people: [{ name: coach, state: 'leads' }] }, { type: 'coach:present', at, state: 'leads' }, { type: 'turn', at, turn }];
    }
    case typedIds.whispered:
      return [
        { type: 'whisper', at, from: coach, text: 'You answer the question before the last one. Come back to what the two of you disagreed about, and say in one sentence what each of you wanted.' },
        { type: 'whisper', at: at + 5, from: coach, text: 'Say the result first.' },
      ];
    default:
      return [];
  }
}

export const liveAnswers: Answers = {
  listListeners: () => ({ items: [{ name: 'Cal Okonkwo-Vandenberghe', state: 'listens' }] }),
  listWhispers: () => ({ items: whispered }),
  pauseInterview: take('pause'),
  resumeInterview: take('resume'),
  repeatQuestion: take('repeat'),
  thinkLonger: take('think'),
  skipQuestion: take('skip'),
  answerInterview: take('answer'),
  createInterview: ({ body }) => (body['mode'] === 'typed' ? typedInterview(typedIds.pending) : pass),
  readInterview: ({ id }) => (knowsTyped(id) ? { interview: typedInterview(id), progress: null } : pass),
  readTranscript: ({ id }) => (knowsTyped(id) && id !== typedIds.pending ? { turns: turnsOf(id) } : pass),
  startInterview: ({ id }) => (knowsTyped(id) ? { mode: 'typed' } : pass),
};
