/**
 * The interviewer's engine: a plan and what happened go in, what to say comes out. It is pure (no clock, no I/O): state in,
 * state and lines out, so that a step can be taken back when the candidate goes on speaking, and so that a new process can
 * continue from the stored turns. The spoken and the typed interview use the same engine.
 */
import type { Plan, Question, Turn, TurnKind } from '@greenroom/contracts';
import type { FollowUpSource } from './follow-ups.ts';
import { intentOf, type Intent } from './intents.ts';
import { openerAfter, openerOf, withoutOpener } from './openers.ts';
import { phrases } from './phrases.ts';

/** One thing to say. `asks`: it puts a question, so that what comes next answers it. */
export interface Line {
  kind: TurnKind;
  questionId: string | null;
  /** All of it, as it is said. */
  text: string;
  /** The neutral words in front, when the text has some: known before the reply is, see `Interviewer.opener`. */
  opener?: string;
  /** The question's own words inside `text`, for the screen; null for a line that asks nothing. */
  asks: string | null;
  /** False for what must be heard whole: the greeting, the closing, an apology for a lost connection. */
  interruptible: boolean;
}

export interface InterviewState {
  /** Index into `plan.questions`; −1 before the first one. */
  index: number;
  /** What was last asked: the question or a follow-up. */
  asked: string;
  followUps: number;
  /** The answers to this question so far, each with what it answers. */
  exchanges: { asked: string; answer: string }[];
  /** Seconds that the candidate has spoken on this question. */
  secondsUsed: number;
  /** How often the candidate stayed silent since the last line that asked something. */
  silences: number;
  dontKnows: number;
  /** Seconds that a coach has given this question beyond its budget. */
  extraSeconds: number;
  /** What a coach wants asked, oldest first. */
  ordered: string[];
  /** A coach wants one more follow-up. */
  followUpOrdered: boolean;
  /** Counts lines, so that phrases vary. */
  said: number;
  /** The last opener that was said; unknown in a typed interview's state that was stored by an earlier version. */
  lastOpener?: string;
  ended: boolean;
}

/** What a coach orders of the interviewer; it counts at the next moment at which the interviewer speaks. */
export type Order = { type: 'ask_next'; text: string } | { type: 'follow_up' } | { type: 'extend'; seconds: number };

/** What a candidate orders with a button: the same as saying it, and no turn of words. */
export type Wish = 'repeat' | 'think' | 'skip';

export interface Step {
  state: InterviewState;
  lines: Line[];
}

/** A step that follows something the candidate said: part of the answer, or talk about the talk ("can you repeat that?"). */
export interface ReplyStep extends Step {
  heardAs: 'answer' | 'aside';
}

/** What begins anew with each question. What a coach wants asked stays: it may come with the next one. */
const freshQuestion = { followUps: 0, exchanges: [], secondsUsed: 0, silences: 0, dontKnows: 0, extraSeconds: 0, followUpOrdered: false } satisfies Partial<InterviewState>;

/** Follow-ups per question at most; more feels like an interrogation. */
export const mostFollowUps = 2;

/** What the candidate said. `seconds`: how long it took. */
export interface Answer {
  text: string;
  seconds: number;
}

export interface ReplyOptions {
  signal?: AbortSignal;
  /** The reply may be thrown away. Asked again for the same words, without this, it is there at once, and what is to be told is told. */
  speculative?: boolean;
}

export class Interviewer {
  readonly plan: Plan;
  private readonly followUps: FollowUpSource;

  constructor(plan: Plan, followUps: FollowUpSource) {
    this.plan = plan;
    this.followUps = followUps;
  }

  start(): InterviewState {
    return { index: -1, asked: '', followUps: 0, exchanges: [], secondsUsed: 0, silences: 0, dontKnows: 0, extraSeconds: 0, ordered: [], followUpOrdered: false, said: 0, lastOpener: '', ended: false };
  }

  question(state: InterviewState): Question | undefined {
    return this.plan.questions[state.index];
  }

  open(state: InterviewState): Step {
    const greeting: Line = { kind: 'greeting', questionId: null, text: phrases.greeting(this.plan), asks: null, interruptible: false };
    const step = this.nextQuestion(state, phrases.firstQuestion());
    return { ...step, lines: [greeting, ...step.lines] };
  }

  /** Seconds that the open question may take, with what a coach has added. */
  budget(state: InterviewState): number {
    const question = this.question(state);
    return question === undefined ? 0 : budgetOf(question, state);
  }

  /**
   * The opener of the reply to what is being said now, whatever that reply turns out to be; a request of the candidate ("can you repeat
   * that?", `intentOf`) is answered without one. Never the one that was said last.
   */
  opener(state: InterviewState): string {
    return openerAfter(state.lastOpener);
  }

  /**
   * The candidate's turn is over, or may be: without side effects, so that it can be asked again and again while the candidate speaks.
   * An identical request to a language model is made once (`follow-up-model.ts`).
   * @throws the signal's reason when the caller gave up
   */
  async answered(state: InterviewState, answer: Answer & ReplyOptions): Promise<ReplyStep> {
    const question = this.question(state);
    if (question === undefined) return { state, lines: [], heardAs: 'aside' };
    const intent = intentOf(answer.text);
    if (intent !== 'none') return { ...this.request(state, question, intent), heardAs: 'aside' };
    const step = await this.followUpOrNext(state, question, answer);
    return { ...this.opened(step, this.opener(state)), heardAs: 'answer' };
  }

  private opened({ state, lines: [first, ...rest] }: Step, opener: string): Step {
    const lines = first === undefined ? [] : [{ ...first, text: `${opener} ${first.text}`, opener }, ...rest];
    return { state: { ...state, lastOpener: opener }, lines };
  }

  /** The same reply when its opener was said by itself, while the reply was still being thought of. */
  afterOpener(step: ReplyStep): ReplyStep {
    const without = ({ opener = '', ...line }: Line): Line => ({ ...line, text: line.text.slice(opener.length).trimStart() });
    return { ...step, lines: step.lines.map(without) };
  }

  private async followUpOrNext(state: InterviewState, question: Question, answer: Answer & ReplyOptions): Promise<Step> {
    const exchanges = withAnswer(state.exchanges, state.asked, answer.text);
    const heard: InterviewState = { ...state, exchanges, secondsUsed: state.secondsUsed + answer.seconds, silences: 0 };
    const [ordered, ...later] = heard.ordered;
    if (ordered !== undefined) return this.followUp({ ...heard, ordered: later }, question, ordered);
    const secondsLeft = budgetOf(question, heard) - heard.secondsUsed;
    if (heard.followUpOrdered) return this.orderedFollowUp(heard, question, answer);
    if (secondsLeft <= 0) return this.nextQuestion(heard, phrases.timeUsed());
    if (heard.followUps < mostFollowUps) {
      const followUp = await this.followUps.propose({ plan: this.plan, question, exchanges, followUps: heard.followUps, secondsLeft }, answer.signal, { speculative: answer.speculative === true });
      if (followUp !== undefined) return this.followUp(heard, question, followUp);
    }
    return this.nextQuestion(heard);
  }

  /** A coach asked for it: when nothing better comes to mind, a probe that was not asked, and at last a plain request for more. */
  private async orderedFollowUp(state: InterviewState, question: Question, { signal, speculative = false }: ReplyOptions): Promise<Step> {
    const { exchanges, followUps } = state;
    const proposed = await this.followUps.propose({ plan: this.plan, question, exchanges, followUps, secondsLeft: question.timeBudgetSeconds }, signal, { speculative });
    const text = proposed ?? question.probes.find((probe) => !exchanges.some(({ asked }) => asked.endsWith(probe))) ?? phrases.tellMore();
    return this.followUp({ ...state, followUpOrdered: false }, question, text);
  }

  private followUp(state: InterviewState, question: Question, text: string): Step {
    return this.say({ ...state, followUps: state.followUps + 1, asked: text }, { kind: 'follow_up', questionId: question.id, text, asks: text, interruptible: true });
  }

  /**
   * What is likely to be said next, the likeliest first, each as one is said after the other: so that a voice can have it ready. Openers
   * stand by themselves. What depends on the answer (a follow-up) is not in it.
   */
  likelyNext(state: InterviewState): string[] {
    const question = this.question(state);
    if (state.ended) return [];
    if (question === undefined) return this.open(state).lines.map(({ text }) => text);
    const opener = this.opener(state);
    const timeShort = state.secondsUsed >= budgetOf(question, state) / 2;
    const steps = [
      ...(timeShort ? [this.nextQuestion(state, phrases.timeUsed())] : []),
      this.nextQuestion(state),
      this.silent(state),
      ...(['repeat', 'dont_know', 'thinking'] as const).map((intent) => this.request(state, question, intent)),
      ...(timeShort ? [] : [this.nextQuestion(state, phrases.timeUsed())]),
    ];
    const texts = [opener, ...state.ordered.slice(0, 1), ...steps.flatMap(({ lines }) => lines.map(({ text }) => text)), openerAfter(opener)];
    return [...new Set(texts)];
  }

  /** Keeps what a coach orders until the candidate has answered. */
  order(state: InterviewState, order: Order): InterviewState {
    switch (order.type) {
      case 'ask_next':
        return { ...state, ordered: [...state.ordered, order.text] };
      case 'follow_up':
        return { ...state, followUpOrdered: true };
      case 'extend':
        return { ...state, extraSeconds: state.extraSeconds + order.seconds };
    }
  }

  /** A coach leaves this question. */
  skipped(state: InterviewState): Step {
    return state.ended ? { state, lines: [] } : this.nextQuestion(state, phrases.movedOn());
  }

  /** A candidate asks for it with a button. Before the first question there is nothing to ask for. */
  wished(state: InterviewState, wish: Wish): Step {
    const question = this.question(state);
    if (question === undefined || state.ended) return { state, lines: [] };
    return this.request(state, question, wish === 'think' ? 'thinking' : wish);
  }

  /** A coach who leads has asked: what comes next answers that. It is no follow-up of the interviewer's own. */
  coachAsked(state: InterviewState, text: string): InterviewState {
    return { ...state, asked: text, silences: 0 };
  }

  /** An answer that a coach who leads has heard: kept with the question, and nothing is said. */
  listened(state: InterviewState, answer: { text: string; seconds: number }): InterviewState {
    return { ...state, exchanges: withAnswer(state.exchanges, state.asked, answer.text), secondsUsed: state.secondsUsed + answer.seconds, silences: 0 };
  }

  /** A coach who led has handed back: the open question, or the next one when this one was answered. */
  handedBack(state: InterviewState): Step {
    const question = this.question(state);
    if (state.ended) return { state, lines: [] };
    if (question === undefined || state.exchanges.length > 0) return this.nextQuestion(state, phrases.handedBack());
    // Whatever the coach said, nobody has answered: the plan's own question is the open one.
    const asked = { ...state, asked: question.text };
    return this.say(asked, { kind: 'resume', questionId: question.id, text: phrases.handedBackTo(question.text), asks: question.text, interruptible: true });
  }

  /** Nothing was said after a question for as long as it deserves: a gentle prompt, then an offer, then the next question. */
  silent(state: InterviewState): Step {
    const question = this.question(state);
    if (question === undefined) return { state, lines: [] };
    const silences = state.silences + 1;
    if (silences >= 3) return this.nextQuestion({ ...state, silences: 0 }, phrases.silenceMoveOn());
    const text = silences === 1 ? phrases.silencePrompt() : phrases.silenceOffer();
    return this.say({ ...state, silences }, { kind: 'prompt', questionId: question.id, text, asks: null, interruptible: true });
  }

  /** The candidate was away and is back. */
  returned(state: InterviewState): Step {
    const question = this.question(state);
    if (question === undefined || state.ended) return { state, lines: [] };
    return this.say(state, { kind: 'resume', questionId: question.id, text: phrases.welcomeBack(state.asked), asks: state.asked, interruptible: true });
  }

  /** A new process takes over: the state comes from the stored turns, and the open question is asked again. */
  resume(turns: readonly Turn[]): Step {
    const state = this.restore(turns);
    const question = this.question(state);
    if (state.ended) return { state, lines: [] };
    const apology: Line = { kind: 'resume', questionId: question?.id ?? null, text: phrases.lostYou(), asks: null, interruptible: false };
    const step = question === undefined
      ? this.nextQuestion(state, phrases.goOn())
      : this.say(state, { kind: 'resume', questionId: question.id, text: phrases.askedBefore(state.asked), asks: state.asked, interruptible: true });
    return { ...step, lines: [apology, ...step.lines] };
  }

  restore(turns: readonly Turn[]): InterviewState {
    let state = this.start();
    for (const turn of turns) {
      const index = this.plan.questions.findIndex((question) => question.id === turn.questionId);
      if (turn.speaker === 'interviewer') {
        state = { ...state, said: state.said + 1, lastOpener: openerOf(turn.text) ?? state.lastOpener ?? '' };
        if (turn.kind === 'question' && index >= 0) state = { ...state, ...freshQuestion, index, asked: this.plan.questions[index]?.text ?? turn.text };
        if (turn.kind === 'follow_up') state = { ...state, asked: withoutOpener(turn.text), followUps: state.followUps + 1 };
        if (turn.kind === 'closing') state = { ...state, ended: true };
      } else if (turn.speaker === 'coach') {
        state = this.coachAsked(state, turn.text);
      } else if (turn.speaker === 'candidate' && turn.kind === 'answer' && index === state.index) {
        state = { ...state, secondsUsed: state.secondsUsed + Math.max(0, turn.endedAt - turn.startedAt), exchanges: withAnswer(state.exchanges, state.asked, turn.text) };
      }
    }
    return state;
  }

  private request(state: InterviewState, question: Question, intent: Exclude<Intent, 'none'>): Step {
    const line = (kind: TurnKind, text: string, asks: string | null): Line => ({ kind, questionId: question.id, text, asks, interruptible: true });
    switch (intent) {
      case 'repeat':
        return this.say({ ...state, silences: 0 }, line('repeat', phrases.repeat(state.asked), state.asked));
      case 'thinking':
        return this.say({ ...state, silences: 0 }, line('acknowledgement', phrases.takeYourTime(state.said), null));
      case 'skip':
        return this.nextQuestion(state, phrases.skipped());
      case 'dont_know':
        if (state.dontKnows > 0) return this.nextQuestion(state, phrases.skipped());
        return this.say({ ...state, dontKnows: 1, silences: 0 }, line('acknowledgement', phrases.dontKnow(), null));
    }
  }

  /** @param lead what stands in front of the question */
  private nextQuestion(state: InterviewState, lead?: string): Step {
    const index = state.index + 1;
    const question = this.plan.questions[index];
    if (question === undefined) {
      const text = phrases.closing(this.plan);
      return this.say({ ...state, index, ended: true }, { kind: 'closing', questionId: null, text, asks: null, interruptible: false });
    }
    const last = index === this.plan.questions.length - 1 && index > 0;
    const before = lead ?? (last ? phrases.lastQuestion() : phrases.nextQuestion(index));
    const next: InterviewState = { ...state, ...freshQuestion, index, asked: question.text };
    return this.say(next, { kind: 'question', questionId: question.id, text: `${before} ${question.text}`, asks: question.text, interruptible: true });
  }

  private say(state: InterviewState, line: Line): Step {
    return { state: { ...state, said: state.said + 1, lastOpener: openerOf(line.text) ?? state.lastOpener ?? '' }, lines: [line] };
  }
}

const budgetOf = (question: Question, state: InterviewState): number => question.timeBudgetSeconds + state.extraSeconds;

/** Two answers to the same words (the connection was lost in between, or an aside came between) are one answer. */
function withAnswer(exchanges: InterviewState['exchanges'], asked: string, answer: string): InterviewState['exchanges'] {
  const last = exchanges.at(-1);
  return last?.asked === asked ? [...exchanges.slice(0, -1), { asked, answer: `${last.answer} ${answer}` }] : [...exchanges, { asked, answer }];
}
