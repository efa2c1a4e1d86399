/**
 * The interview on the terminal while it happens. A person at a terminal sees the line being spoken grow; a log file gets
 * each turn once, when it is over.
 */
import type { LiveEvent, Mark, Measures, Turn, Word } from '@greenroom/contracts';
import { styleText } from 'node:util';
import type { GivenAnswer } from './candidate.ts';

/** Where to write: stdout, or stderr when stdout must hold nothing but JSON. */
export type Screen = NodeJS.WriteStream;

const nameWidth = 12;
const fillerKinds: readonly Mark['kind'][] = ['filled_pause', 'discourse_marker', 'editing_term'];
const clearLine = '\r\u001b[2K';

export const isCountedFiller = (mark: Mark): boolean => mark.scored && fillerKinds.includes(mark.kind);

export class Terminal {
  readonly #screen: Screen;
  readonly #candidate: string;
  /** The words of the turn being spoken. */
  #live: { seq: number; words: Word[] } | undefined;
  /** An answer that is over for now: it may still go on. */
  #held: Turn | undefined;
  /** Texts that were printed, by turn. */
  readonly #printed = new Map<number, string>();
  #lineIsLive = false;
  #nextHeading: string | undefined;
  readonly #headings = new Set<string>();

  constructor(screen: Screen, candidate: string) {
    this.#screen = screen;
    this.#candidate = candidate.split(/\s+/)[0] ?? candidate;
  }

  /** A line of its own, for a person. */
  say(line = ''): void {
    this.#screen.write(`${this.#lineIsLive ? clearLine : ''}${line}\n`);
    this.#lineIsLive = false;
  }

  show(event: LiveEvent): void {
    switch (event.type) {
      case 'words':
        if (event.speaker === 'interviewer') this.#printHeld();
        this.#growLine(event);
        break;
      case 'turn':
        this.#turn(event.turn);
        break;
      case 'interview:question':
        if (!event.followUp && event.index >= 0) this.#nextHeading = `Question ${event.index + 1} of ${event.total}`;
        break;
      case 'notice':
        this.say(this.#style(event.level === 'info' ? 'dim' : 'yellow', `${''.padEnd(nameWidth)}! ${event.text}`));
        break;
      case 'report:progress':
        this.#printHeld();
        this.#progress(`${''.padEnd(nameWidth)}report: ${event.step} (${Math.round(event.percent)} %)`);
        break;
      case 'interview:complete':
        this.#printHeld();
        break;
      case 'agent:state':
        if (event.state === 'reconnecting') this.say(this.#style('yellow', `${''.padEnd(nameWidth)}! The interviewer was lost; another one is on its way.`));
        break;
      case 'measures':
      case 'coverage':
      case 'cue':
      case 'listeners':
      case 'interview:feedback':
      case 'interview:score':
      case 'interview:paused':
      case 'interview:resumed':
      case 'coach:present':
      case 'thinking_time':
      case 'whisper':
        break;
    }
  }

  /** How long the candidate waited for the interviewer. */
  response(answer: GivenAnswer): void {
    if (answer.responseDelayMs === null) return;
    this.#printHeld();
    this.#detail(`the interviewer answered after ${(answer.responseDelayMs / 1000).toFixed(2)} s${answer.cutIn ? ', and had cut in' : ''}`);
  }

  /** Stands above the interviewer's next words; the answer before may still need its last lines. */
  #heading(): void {
    const text = this.#nextHeading;
    if (text === undefined || this.#headings.has(text)) return;
    this.#headings.add(text);
    this.say();
    this.say(this.#style('bold', text));
  }

  #turn(turn: Turn): void {
    if (this.#live?.seq === turn.seq) this.#live = undefined;
    if (turn.text === '') return;
    if (turn.speaker !== 'candidate') {
      this.#printHeld();
      if (turn.kind === 'question') this.#heading();
      this.#print(turn);
      return;
    }
    if (this.#held !== undefined && this.#held.seq !== turn.seq) this.#printHeld();
    this.#held = turn;
  }

  #printHeld(): void {
    const turn = this.#held;
    this.#held = undefined;
    if (turn !== undefined) this.#print(turn);
  }

  #print(turn: Turn): void {
    const before = this.#printed.get(turn.seq);
    if (before === turn.text) return;
    this.#printed.set(turn.seq, turn.text);
    const name = this.#nameOf(turn.speaker);
    // An answer that went on after the interviewer had begun to react: only what is new.
    const from = before !== undefined && turn.text.startsWith(before) ? before.length : 0;
    const text = (from > 0 ? '… ' : '') + this.#marked(turn.text, turn.marks, from).trim() + (turn.interrupted ? ' —' : '');
    for (const [index, line] of wrapped(text, this.#width()).entries()) this.say((index === 0 ? name : ''.padEnd(nameWidth)) + line);
    if (turn.speaker === 'candidate' && turn.measures !== null) this.#detail(measuresLine(turn.measures, turn.marks));
  }

  #detail(text: string): void {
    this.say(this.#style('dim', `${''.padEnd(nameWidth)}→ ${text}`));
  }

  #growLine(event: Extract<LiveEvent, { type: 'words' }>): void {
    const known = this.#live?.seq === event.seq ? this.#live.words : [];
    this.#live = { seq: event.seq, words: [...known.slice(0, event.from), ...event.words] };
    const text = this.#live.words.map((word) => word.text).join(' ');
    const room = this.#width();
    this.#progress(this.#nameOf(event.speaker) + (text.length > room ? `…${text.slice(1 - room)}` : text));
  }

  /** A line that is written over by the next one; only where somebody looks. */
  #progress(line: string): void {
    if (!this.#screen.isTTY) return;
    this.#screen.write(clearLine + line);
    this.#lineIsLive = true;
  }

  /** Fillers stand out: in colour, or in brackets where there is none. */
  #marked(text: string, marks: readonly Mark[], from: number): string {
    let result = '';
    let at = from;
    for (const mark of marks.filter(isCountedFiller).toSorted((a, b) => a.start - b.start)) {
      if (mark.start < at) continue;
      result += text.slice(at, mark.start) + this.#style(['yellow', 'bold'], text.slice(mark.start, mark.end), (filler) => `[${filler}]`);
      at = mark.end;
    }
    return result + text.slice(at);
  }

  #nameOf(speaker: Turn['speaker']): string {
    if (speaker === 'candidate') return this.#style('cyan', this.#candidate.slice(0, nameWidth - 2).padEnd(nameWidth));
    return this.#style('green', (speaker === 'coach' ? 'Coach' : 'Interviewer').padEnd(nameWidth));
  }

  #width(): number {
    return Math.max(30, Math.min(this.#screen.columns ?? 100, 110) - nameWidth - 1);
  }

  #style(format: Parameters<typeof styleText>[0], text: string, plain: (text: string) => string = (same) => same): string {
    const styled = styleText(format, text, { stream: this.#screen });
    return styled === text ? plain(text) : styled;
  }
}

/** What was measured of an answer, in one line. */
export function measuresLine(measures: Measures, marks: readonly Mark[]): string {
  const fillers = marks.filter(isCountedFiller).map(({ text }) => text.toLowerCase());
  const parts = [
    measures.speechRateWpm === null ? 'too short to measure the pace' : `${Math.round(measures.speechRateWpm)} words/min`,
    `${measures.fillerCount === 1 ? '1 filler' : `${measures.fillerCount} fillers`}${fillers.length > 0 ? ` (${fillers.join(', ')})` : ''}`,
  ];
  if (measures.longestPauseSeconds !== null && measures.longestPauseSeconds >= 1) parts.push(`longest pause ${measures.longestPauseSeconds.toFixed(1)} s`);
  if (measures.tone !== null) parts.push(`tone of the words ${measures.tone.label}`);
  return parts.join(' · ');
}

// The escape sequences of colours take no room.
const visible = (text: string): number => text.replace(/\u001b\[\d+m/g, '').length;

/** Breaks a text into lines of at most `width` visible characters, between words. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && visible(line) + 1 + visible(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
