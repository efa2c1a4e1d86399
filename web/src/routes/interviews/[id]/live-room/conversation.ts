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
  over: boolean;
}

export const silence: Conversation = {
  asked: undefined, agentState: undefined, lines: {}, notices: [], paused: undefined, coachLeads: false, listeners: undefined, cue: undefined, whispers: [], over: false,
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
      return { ...before, whispers: withWhisper(before.whispers, event) };
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

function withWhisper(before: readonly Whisper[], { at, from, text }: Omit<Whisper, 'id'>): readonly Whisper[] {
  const id = `${at} ${from} ${text}`;
  return before.some((whisper) => whisper.id === id) ? before : [...before, { id, at, from, text }];
}

export function putAway(before: Conversation, whisperId: string): Conversation {
  return { ...before, whispers: before.whispers.filter(({ id }) => id !== whisperId) };
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
}

/** Where a page begins that comes into a conversation under way. */
export function resumeFrom(turns: readonly Turn[], questions: readonly Question[], { paused, listeners }: Standing): Conversation {
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
  return { ...silence, asked, lines, paused, listeners, coachLeads: listeners?.some(({ state }) => state === 'leads') ?? false };
}

/** After a lost connection: what the server says now, and what only this page knows. */
export function caughtUp(before: Conversation, now: Conversation): Conversation {
  const { agentState, notices, whispers, over } = before;
  const asked = now.asked?.questionId === before.asked?.questionId && before.asked ? { ...(now.asked ?? before.asked), since: before.asked.since } : now.asked;
  const paused = now.paused && { ...now.paused, limitSeconds: before.paused?.limitSeconds };
  return { ...now, asked, paused, agentState, notices, whispers, over };
}
