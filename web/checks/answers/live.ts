/** The candidate's rooms: orders by button, who listens, and a typed interview before and while it is held. */
import { readFileSync } from 'node:fs';
import { Interview, Turn } from '@greenroom/contracts';
import { pass, Refused, type Answers, type Asked } from './answers.ts';

/** What the candidate ordered with buttons, as `order id`, in turn. Emptied by whoever looks. */
export const ordered: string[] = [];
/** Orders that are refused, with the words. */
export const refusals = new Map<string, string>();

const take = (order: string) => ({ id }: Asked) => {
  ordered.push(`${order} ${id}`);
  const refusal = refusals.get(order);
  if (refusal !== undefined) throw new Refused(409, refusal);
  return { status: 'in_progress' };
};

const example = JSON.parse(readFileSync(new URL('../interview.json', import.meta.url), 'utf8'));
const planned = Interview.parse(example.interview);
export const typedIds = { pending: `${planned.id.slice(0, -2)}b1`, in_progress: `${planned.id.slice(0, -2)}b2` } as const;
export const knowsTyped = (id: string): boolean => id === typedIds.pending || id === typedIds.in_progress;
/** Minutes that the typed interview has run. */
const minutesSoFar = 4;

function typedInterview(id: string): Interview {
  const running = id === typedIds.in_progress;
  const startedAt = running ? new Date(Date.now() - minutesSoFar * 60_000).toISOString() : null;
  return { ...planned, id, mode: 'typed', status: running ? 'in_progress' : 'pending', overallScore: null, duration: null, startedAt, completedAt: null };
}

/** Up to the first follow-up. */
export const typedTurns: readonly Turn[] = Turn.array().parse(example.turns).slice(0, 4).map((turn) => ({ ...turn, interviewId: typedIds.in_progress, words: [], marks: [], measures: null, typed: true }));

export const liveAnswers: Answers = {
  listListeners: () => ({ items: [{ name: 'Cal Okonkwo-Vandenberghe', state: 'listens' }] }),
  pauseInterview: take('pause'),
  resumeInterview: take('resume'),
  repeatQuestion: take('repeat'),
  thinkLonger: take('think'),
  skipQuestion: take('skip'),
  answerInterview: take('answer'),
  createInterview: ({ body }) => (body['mode'] === 'typed' ? typedInterview(typedIds.pending) : pass),
  readInterview: ({ id }) => (knowsTyped(id) ? { interview: typedInterview(id), progress: null } : pass),
  readTranscript: ({ id }) => (id === typedIds.in_progress ? { turns: typedTurns } : pass),
  startInterview: ({ id }) => (knowsTyped(id) ? { mode: 'typed' } : pass),
};
