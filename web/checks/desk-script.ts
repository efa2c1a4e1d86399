/**
 * Interviews that a coach follows, as far as they have come: the example's turns as the events that the interviewer would have sent. One
 * for each state of the desk.
 */
import { readFileSync } from 'node:fs';
import { Interview, Turn, type LiveEvent, type Measures } from '@greenroom/contracts';

const example = JSON.parse(readFileSync(new URL('./interview.json', import.meta.url), 'utf8')) as { interview: unknown; turns: unknown };
const base = Interview.parse(example.interview);
const turns = Turn.array().parse(example.turns);
const idOf = (digit: number): string => `de5c000${digit}${base.id.slice(8)}`;

/** `live`: in its third question. `leads`: a coach has taken over. `typed`: without a room. `begun`: nothing was said yet. `over`: just ended. `ended`: the grant was taken back. */
export const deskIds = { live: idOf(1), leads: idOf(2), typed: idOf(3), begun: idOf(4), over: idOf(5), ended: idOf(6), long: idOf(7), planned: idOf(8) } as const;
export const knowsDesk = (id: string): boolean => Object.values<string>(deskIds).includes(id);

/** Seconds on the interview's clock at which the desk is looked at. */
const nowOf: Readonly<Record<string, number>> = { [deskIds.begun]: 4, [deskIds.leads]: 141, [deskIds.over]: 181, [deskIds.long]: 2_712 };
const soFarSeconds = 118.4;

const longRole = 'Principal engineer for distributed ledgers, reconciliation and regulatory reporting (Donaudampfschifffahrtsgesellschaft)';
export const longName = 'Maximiliane-Henriette von Schwarzenberg-Oberpfalzgrafenweiler';

/** As the API has it. */
export function deskInterview(id: string): Interview {
  const planned = id === deskIds.planned;
  const typed = id === deskIds.typed;
  const started = planned ? null : new Date(Date.now() - (nowOf[id] ?? soFarSeconds) * 1000).toISOString();
  const change = id === deskIds.long ? { role: longRole, userId: `0b6f4c1e${base.userId.slice(8, -1)}2` } : {};
  return { ...base, ...change, id, mode: typed ? 'typed' : 'spoken', status: planned ? 'pending' : 'in_progress', overallScore: null, duration: null, startedAt: started, completedAt: null, createdAt: started ?? base.createdAt };
}

/** What is stored of it: the turns that are over. */
export const deskTurns = (id: string): Turn[] => turnsBefore(id).map((turn) => (id === deskIds.typed ? typedTurn(turn, id) : { ...turn, interviewId: id }));

function turnsBefore(id: string): Turn[] {
  if (id === deskIds.begun || id === deskIds.ended || id === deskIds.planned) return [];
  return turns.filter(({ endedAt }) => endedAt <= (nowOf[id] ?? soFarSeconds));
}

const typedTurn = (turn: Turn, id: string): Turn => ({ ...turn, interviewId: id, words: [], marks: [], measures: null, typed: turn.speaker === 'candidate' });

export function deskEvents(id: string): LiveEvent[] {
  if (id === deskIds.ended || id === deskIds.planned) return [];
  const done = deskTurns(id);
  const events: LiveEvent[] = [{ type: 'agent:state', at: 0.5, state: 'joining' }];
  for (const turn of done) events.push(...eventsOf(turn));
  const open = turns.find(({ startedAt, endedAt }) => startedAt < soFarSeconds && endedAt > soFarSeconds);
  if (id === deskIds.live && open !== undefined) events.push(...spokenSoFar({ ...open, interviewId: id }));
  events.push({ type: 'listeners', at: Math.min(soFarSeconds, nowOf[id] ?? soFarSeconds), people: [{ name: 'Cal Okonkwo-Vandenberghe', state: id === deskIds.leads ? 'leads' : 'listens' }, ...(id === deskIds.live ? [{ name: 'Ines Moreau', state: 'listens' as const }] : [])] });
  if (id === deskIds.leads) events.push({ type: 'coach:present', at: 140, state: 'leads' });
  if (id === deskIds.over) events.push({ type: 'interview:complete', at: 180, status: 'completed' });
  if (id === deskIds.long) events.push(...muchSaid(id));
  return events.sort((a, b) => a.at - b.at);
}

function eventsOf(turn: Turn): LiveEvent[] {
  const { seq, speaker, kind, questionId, startedAt, endedAt, text } = turn;
  const index = base.questions.findIndex((question) => question.id === questionId);
  const question = base.questions[index];
  const events: LiveEvent[] = [{ type: 'agent:state', at: startedAt, state: speaker === 'interviewer' ? 'speaking' : 'listening' }];
  if (speaker === 'interviewer' && question !== undefined && (kind === 'question' || kind === 'follow_up')) {
    events.push({ type: 'interview:question', at: startedAt, question, index, total: base.questions.length, followUp: kind === 'follow_up', text });
  }
  if (speaker === 'candidate' && question !== undefined) {
    events.push(...measuresOver(turn, endedAt));
    const heard = Math.min(question.expectedPoints.length, kind === 'answer' && seq % 4 === 2 ? 2 : question.expectedPoints.length);
    events.push({ type: 'coverage', at: endedAt, questionId: question.id, points: question.expectedPoints.map((point, i) => ({ point, covered: i < heard })) });
  }
  return [...events, { type: 'turn', at: endedAt + 0.1, turn }];
}

/** A turn in the middle: its words up to now. */
function spokenSoFar(turn: Turn): LiveEvent[] {
  const { seq, speaker, startedAt } = turn;
  const words = turn.words.filter(({ end }) => end <= soFarSeconds);
  const marks = turn.marks.filter(({ wordIndex }) => wordIndex < words.length - 1);
  const question = base.questions.find(({ id }) => id === turn.questionId);
  return [
    { type: 'agent:state', at: startedAt, state: 'listening' },
    ...measuresOver(turn, soFarSeconds),
    { type: 'words', at: soFarSeconds, seq, speaker, from: 0, words, marks, final: false },
    { type: 'coverage', at: soFarSeconds, questionId: question?.id ?? '', points: (question?.expectedPoints ?? []).map((point, i) => ({ point, covered: i === 0 })) },
  ];
}

/** The window of 20 seconds moves around what the answer comes to. */
function measuresOver({ seq, startedAt, measures }: Turn, until: number): LiveEvent[] {
  const answer = measures;
  if (answer === null) return [];
  const events: LiveEvent[] = [];
  for (let at = startedAt + 3; at < until; at += 1.5) {
    const sway = Math.sin(at / 4) + 0.5 * Math.sin(at / 1.7);
    const window: Measures = { ...answer, speechRateWpm: (answer.speechRateWpm ?? 150) + 14 * sway, fillersPerMinute: Math.max(0, (answer.fillersPerMinute ?? 0) + 1.5 * sway) };
    events.push({ type: 'measures', at, seq, window, answer, talkShare: 0.66 + 0.06 * Math.sin(at / 20), tone: answer.tone });
  }
  return events;
}

/** Three quarters of an hour of it. */
function muchSaid(id: string): LiveEvent[] {
  const events: LiveEvent[] = [];
  for (let round = 1; round < 15; round += 1) {
    for (const turn of turns.slice(2)) {
      const shift = round * 180;
      const words = turn.words.map((word) => ({ ...word, start: word.start + shift, end: word.end + shift }));
      const later = { ...turn, interviewId: id, seq: turn.seq + round * 20, words, startedAt: turn.startedAt + shift, endedAt: turn.endedAt + shift };
      if (later.endedAt < (nowOf[id] ?? 0)) events.push(...eventsOf(later));
    }
  }
  return [...events, { type: 'notice', at: 2_700, level: 'warning', text: 'Live recognition fell back to the local engine: the connection to the cloud service was lost. What was said is kept, and words may come a little later than before.' }];
}
