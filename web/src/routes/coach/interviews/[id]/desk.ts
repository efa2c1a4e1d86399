/**
 * What a coach sees of an interview, made from its events one by one. No parsing and no I/O: the server makes the beginning with it,
 * from what is stored, and the page goes on.
 */
import type { AgentState, InterviewStatus, Listener, LiveEvent, Mark, Question, Speaker, ThinkingTime, Tone, Turn, Word } from '@greenroom/contracts';

export interface Span {
  start: number;
  end: number;
}

export interface Line {
  seq: number;
  speaker: Speaker;
  text: string;
  marks: readonly Mark[];
  words: readonly Word[];
  startedAt: number;
  /** The turn is over, and this is its record. */
  done: boolean;
  typed: boolean;
  interrupted: boolean;
  /** Of the words of a whole answer; null while it is being said, and where too little was. */
  tone: Tone['label'] | null;
  /** For the score: what was spoken in one breath, and where fillers and long pauses are. */
  phrases: readonly Span[];
  fillers: readonly number[];
  pauses: readonly Span[];
}

/** Rolling measures at one moment; null where too little was said. */
export interface Sample {
  at: number;
  wordsPerMinute: number | null;
  fillersPerMinute: number | null;
  /** The candidate's, 0 to 1. */
  talkShare: number | null;
  tone: Tone | null;
}

export interface Asked {
  questionId: string;
  /** From 0. */
  index: number;
  followUp: boolean;
  text: string;
  at: number;
}

export interface Said {
  level: 'info' | 'warning' | 'error';
  text: string;
  at: number;
}

export interface Desk {
  lines: readonly Line[];
  samples: readonly Sample[];
  /** They are those of whole answers, in place of the rolling ones, until the first of these comes. */
  standIns: boolean;
  /** Of each question, what of a good answer was heard. */
  covered: Readonly<Record<string, readonly { point: string; covered: boolean }[]>>;
  asked: Asked | undefined;
  /** Where each question begins. */
  chapters: readonly { number: number; at: number }[];
  agentState: AgentState | undefined;
  paused: boolean;
  /** A coach has taken over. */
  coachLeads: boolean;
  listeners: readonly Listener[];
  /** How long the interviewer waits in a silence, as a coach set it last; undefined: as it was planned. */
  thinkingTime: ThinkingTime | undefined;
  notices: readonly Said[];
  over: InterviewStatus | undefined;
  /** The report's, once the conversation is over. */
  progress: { step: string; percent: number } | undefined;
  /** Of the latest event, on the interview's clock. */
  at: number;
}

export const emptyDesk: Desk = {
  lines: [], samples: [], standIns: false, covered: {}, asked: undefined, chapters: [], agentState: undefined, paused: false, coachLeads: false,
  listeners: [], thinkingTime: undefined, notices: [], over: undefined, progress: undefined, at: 0,
};

const noticesKept = 20;
/** The shortest silence that counts as a pause: words closer than this are one phrase. */
const phraseGapSeconds = 0.25;
const fillerKinds: readonly string[] = ['filled_pause', 'discourse_marker', 'editing_term'];

export function follow(desk: Desk, event: LiveEvent): Desk {
  const before = event.at > desk.at ? { ...desk, at: event.at } : desk;
  switch (event.type) {
    case 'agent:state':
      return { ...before, agentState: event.state };
    case 'interview:question': {
      const { question, index, followUp, text, at } = event;
      const known = before.chapters.some(({ number }) => number === index + 1);
      return { ...before, asked: { questionId: question.id, index, followUp, text, at }, chapters: followUp || known ? before.chapters : [...before.chapters, { number: index + 1, at }] };
    }
    case 'words':
      return withLine(before, spoken(before.lines.find(({ seq }) => seq === event.seq), event));
    case 'turn':
      return withLine(before, lineOf(event.turn));
    case 'measures': {
      const { window, talkShare, tone, at } = event;
      const sample = { at, wordsPerMinute: window.speechRateWpm, fillersPerMinute: window.fillersPerMinute, talkShare, tone };
      if (before.standIns) return { ...before, samples: [sample], standIns: false };
      const last = before.samples.at(-1);
      return last !== undefined && last.at >= at ? before : { ...before, samples: [...before.samples, sample] };
    }
    case 'coverage':
      return { ...before, covered: { ...before.covered, [event.questionId]: event.points } };
    case 'interview:paused':
      return { ...before, paused: true };
    case 'interview:resumed':
      return { ...before, paused: false };
    case 'coach:present':
      return { ...before, coachLeads: event.state === 'leads' };
    case 'listeners':
      return { ...before, listeners: event.people };
    case 'thinking_time':
      return { ...before, thinkingTime: event.value };
    case 'notice':
      return { ...before, notices: [...before.notices, { level: event.level, text: event.text, at: event.at }].slice(-noticesKept) };
    case 'report:progress':
      // The first word of the report is that the conversation is over; its end comes when the report is there.
      return { ...before, over: before.over ?? 'finishing', coachLeads: false, paused: false, progress: { step: event.step, percent: event.percent } };
    case 'interview:complete':
      return { ...before, over: event.status, coachLeads: false, paused: false };
    default:
      return before;
  }
}

/** Where a page begins: what is stored of the conversation. */
export function deskFrom(turns: readonly Turn[], questions: readonly Question[]): Desk {
  const lines = turns.map(lineOf);
  const chapters: { number: number; at: number }[] = [];
  let asked: Asked | undefined;
  const samples: Sample[] = [];
  for (const { speaker, kind, questionId, text, startedAt, endedAt, measures } of turns) {
    const index = questions.findIndex(({ id }) => id === questionId);
    if (speaker === 'interviewer' && index !== -1 && questionId !== null && (kind === 'question' || kind === 'follow_up')) {
      asked = { questionId, index, followUp: kind === 'follow_up', text, at: startedAt };
      if (kind === 'question' && !chapters.some(({ number }) => number === index + 1)) chapters.push({ number: index + 1, at: startedAt });
    }
    // The rolling measures of then are gone; the whole answer's stand in for them until the events come.
    if (measures !== null) samples.push({ at: endedAt, wordsPerMinute: measures.speechRateWpm, fillersPerMinute: measures.fillersPerMinute, talkShare: null, tone: measures.tone });
  }
  return { ...emptyDesk, lines, chapters, asked, samples, standIns: true, at: turns.at(-1)?.endedAt ?? 0 };
}

type WordsEvent = Extract<LiveEvent, { type: 'words' }>;

/** Later words replace those from their index on, and the marks there. Undefined: the turn's record is there already. */
function spoken(line: Line | undefined, { seq, speaker, from, words, marks }: WordsEvent): Line | undefined {
  if (line?.done) return undefined;
  // What went before was missed: its record comes with the turn.
  const known = line !== undefined && from <= line.words.length ? line : undefined;
  const all = [...(known?.words.slice(0, from) ?? []), ...words];
  const kept = known?.marks.filter(({ wordIndex }) => wordIndex < from) ?? [];
  const first = all[0];
  if (first === undefined) return undefined;
  const placed = known !== undefined || from === 0 ? [...kept, ...marks] : [];
  return measured({ seq, speaker, text: all.map(({ text }) => text).join(' '), words: all, marks: placed, startedAt: first.start, done: false, typed: false, interrupted: false, tone: null });
}

function lineOf({ seq, speaker, text, words, marks, startedAt, endedAt, typed, interrupted, measures }: Turn): Line {
  const line = measured({ seq, speaker, text, words, marks, startedAt, done: true, typed, interrupted, tone: measures?.tone?.label ?? null });
  return words.length > 0 || typed ? line : { ...line, phrases: [{ start: startedAt, end: endedAt }] };
}

function measured(line: Omit<Line, 'phrases' | 'fillers' | 'pauses'>): Line {
  const { words, marks } = line;
  const phrases: Span[] = [];
  for (const { start, end } of words) {
    const last = phrases.at(-1);
    if (last !== undefined && start - last.end < phraseGapSeconds) last.end = end;
    else phrases.push({ start, end });
  }
  const fillers = marks.filter(({ kind }) => fillerKinds.includes(kind)).flatMap(({ wordIndex }) => words[wordIndex]?.start ?? []);
  const pauses = marks.flatMap(({ kind, wordIndex }) => {
    const [word, next] = [words[wordIndex], words[wordIndex + 1]];
    return kind === 'long_pause' && word !== undefined && next !== undefined ? [{ start: word.end, end: next.start }] : [];
  });
  return { ...line, phrases, fillers, pauses };
}

function withLine(desk: Desk, line: Line | undefined): Desk {
  if (line === undefined) return desk;
  const { lines } = desk;
  const place = lines.findLastIndex(({ seq }) => seq <= line.seq);
  const replaces = lines[place]?.seq === line.seq;
  return { ...desk, lines: [...lines.slice(0, replaces ? place : place + 1), line, ...lines.slice(place + 1)] };
}
