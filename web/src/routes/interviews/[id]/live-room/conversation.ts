/**
 * What the candidate sees of the conversation, made from the room's events one by one. No parsing and no I/O: the server
 * uses it too, to begin where a reloaded page was.
 */
import type { AgentState, Listener, LiveEvent, Question, Speaker, Turn } from '@greenroom/contracts';

export interface Asked {
  questionId: string;
  text: string;
  /** From 0. */
  index: number;
  total: number;
  followUp: boolean;
  /** Seconds on the interview's clock at which this question (not its follow-up) was asked. */
  since: number;
}

export interface Line {
  seq: number;
  speaker: Speaker;
  /** Index of the first word that is known: a page that joined in the middle of an answer has missed the ones before. */
  from: number;
  words: readonly string[];
}

export interface Said {
  level: 'info' | 'warning' | 'error';
  text: string;
  at: number;
}

/** A coach's words for the candidate alone. */
export interface Whisper {
  id: string;
  from: string;
  text: string;
  at: number;
  /** When the room told it, and when the server's list says that it was sent; undefined as long as that one has not. */
  heard?: number;
  listed?: number;
}

export interface Pause {
  /** Seconds on the interview's clock. */
  since: number;
  /** How long it may last. Undefined: this page came into the pause and was not told. */
  limitSeconds: number | undefined;
}

export interface Conversation {
  asked: Asked | undefined;
  agentState: AgentState | undefined;
  /** The latest line of each voice. */
  lines: Partial<Record<Speaker, Line>>;
  notices: readonly Said[];
  /** Set while the interview stands still. */
  paused: Pause | undefined;
  /** A coach has taken over. */
  coachLeads: boolean;
  /** Who else follows the interview. Undefined: the server could not say. */
  listeners: readonly Listener[] | undefined;
  /** The one quiet hint, while it holds. */
  cue: string | undefined;
  /** Until they are put away. */
  whispers: readonly Whisper[];
  /** Those that were: told again, they stay away. */
  putAway: readonly Whisper[];
  over: boolean;
}

export const silence: Conversation = {
  asked: undefined, agentState: undefined, lines: {}, notices: [], paused: undefined, coachLeads: false, listeners: undefined, cue: undefined, whispers: [], putAway: [], over: false,
};

/** Notices that stay on the page at once. */
const noticesShown = 2;

export function follow(before: Conversation, event: LiveEvent): Conversation {
  switch (event.type) {
    case 'agent:state':
      return { ...before, agentState: event.state };
    case 'interview:question': {
      const { question, index, total, followUp, text, at } = event;
      const since = followUp && before.asked?.questionId === question.id ? before.asked.since : at;
      return { ...before, asked: { questionId: question.id, text, index, total, followUp, since } };
    }
    case 'words': {
      const line = extend(before.lines[event.speaker], event.seq, event.speaker, event.from, event.words.map((word) => word.text));
      return line === undefined ? before : { ...before, lines: { ...before.lines, [event.speaker]: line } };
    }
    case 'notice':
      return { ...before, notices: [...before.notices, { level: event.level, text: event.text, at: event.at }].slice(-noticesShown) };
    case 'interview:paused':
      return { ...before, paused: { since: before.paused?.since ?? event.at, limitSeconds: event.limitSeconds } };
    case 'interview:resumed':
      return resumed(before, event.at);
    case 'coach:present':
      return { ...before, coachLeads: event.state === 'leads' };
    case 'listeners':
      return { ...before, listeners: event.people };
    case 'cue':
      return { ...before, cue: event.text ?? undefined };
    case 'whisper':
      return withWhispers(before, [event], 'heard');
    case 'interview:complete':
      return { ...before, over: true };
    default:
      return before;
  }
}

/** The question's time stood still as well. */
function resumed(before: Conversation, at: number): Conversation {
  const { asked, paused } = before;
  if (paused === undefined) return before;
  const since = asked === undefined ? 0 : Math.max(asked.since, asked.since + at - paused.since);
  return { ...before, paused: undefined, asked: asked && { ...asked, since } };
}

type Told = Omit<Whisper, 'id' | 'heard' | 'listed'>;
/** Seconds by which the room may tell a card later than the server's list has it: an older order is not carried out any more. */
const latestSeconds = 60;

/**
 * With these cards, where they are new. The list has a card from when it was sent, the room from when the interviewer passed it on: the
 * same words from both are one card, and said twice by either they are two.
 */
export function withWhispers(before: Conversation, told: readonly Told[], by: 'heard' | 'listed'): Conversation {
  const other = by === 'heard' ? 'listed' : 'heard';
  const cards = [...before.whispers, ...before.putAway];
  const away = new Set(before.putAway.map(({ id }) => id));
  for (const { at, from, text } of told) {
    const same = cards.filter((card) => card.from === from && card.text === text);
    if (same.some((card) => card[by] === at)) continue;
    const match = same.find((card) => card[by] === undefined && Math.abs((card[other] ?? Infinity) - at) < latestSeconds);
    if (match === undefined) cards.push({ id: `${at} ${from} ${text}`, at, from, text, [by]: at });
    else cards[cards.indexOf(match)] = { ...match, [by]: at };
  }
  const inOrder = cards.sort((a, b) => a.at - b.at);
  return { ...before, whispers: inOrder.filter(({ id }) => !away.has(id)), putAway: inOrder.filter(({ id }) => away.has(id)) };
}

export function putAway(before: Conversation, whisperId: string): Conversation {
  const { whispers, putAway: away } = before;
  return { ...before, whispers: whispers.filter(({ id }) => id !== whisperId), putAway: [...away, ...whispers.filter(({ id }) => id === whisperId)] };
}

/** What was typed shows at once; the interviewer's record of it replaces it. */
export function typed(before: Conversation, text: string): Conversation {
  const seq = (before.lines.candidate?.seq ?? -1) + 0.5;
  return { ...before, lines: { ...before.lines, candidate: { seq, speaker: 'candidate', from: 0, words: text.split(/\s+/) } } };
}

/** An older turn's late words change nothing. */
function extend(line: Line | undefined, seq: number, speaker: Speaker, from: number, words: readonly string[]): Line | undefined {
  if (line !== undefined && line.seq > seq) return undefined;
  const known = line !== undefined && line.seq === seq && from >= line.from && from <= line.from + line.words.length;
  if (!known) return { seq, speaker, from, words };
  return { seq, speaker, from: line.from, words: [...line.words.slice(0, from - line.from), ...words] };
}

/** What a page cannot take from the turns. */
export interface Standing {
  paused: Pause | undefined;
  listeners: readonly Listener[] | undefined;
  /** All that were sent so far. */
  whispers: readonly Told[];
}

/** Where a page begins that comes into a conversation under way. */
export function resumeFrom(turns: readonly Turn[], questions: readonly Question[], { paused, listeners, whispers }: Standing): Conversation {
  const lines: Conversation['lines'] = {};
  let asked: Asked | undefined;
  for (const { seq, speaker, kind, text, questionId, startedAt } of turns) {
    lines[speaker] = { seq, speaker, from: 0, words: text.split(/\s+/) };
    const index = questions.findIndex((question) => question.id === questionId);
    if (speaker !== 'interviewer' || questionId === null || index === -1) continue;
    if (kind !== 'question' && kind !== 'follow_up') continue;
    const followUp = kind === 'follow_up';
    const since = followUp && asked?.questionId === questionId ? asked.since : startedAt;
    asked = { questionId, text: followUp ? text : (questions[index]?.text ?? text), index, total: questions.length, followUp, since };
  }
  return withWhispers({ ...silence, asked, lines, paused, listeners, coachLeads: listeners?.some(({ state }) => state === 'leads') ?? false }, whispers, 'listed');
}

/** After a lost connection: what the server says now, and what only this page knows. */
export function caughtUp(before: Conversation, now: Conversation): Conversation {
  const { agentState, notices, whispers, putAway: away, over } = before;
  const asked = now.asked?.questionId === before.asked?.questionId && before.asked ? { ...(now.asked ?? before.asked), since: before.asked.since } : now.asked;
  const paused = now.paused && { ...now.paused, limitSeconds: before.paused?.limitSeconds };
  return withWhispers({ ...now, asked, paused, agentState, notices, whispers, putAway: away, over }, now.whispers, 'listed');
}
