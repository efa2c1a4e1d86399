/**
 * One step of a typed interview: an order goes in, the engine says what to write, turns are stored and told. What is in mind
 * between two steps stands in the database, and is written together with the mark that the order was carried out: a step that
 * was done is not done again, whichever run of the workflow asks for it, and one that was broken off (its worker was killed)
 * begins where it began before, so that turns keep their numbers.
 */
import type { InterviewCommand, LiveEvent, Plan, Question, Turn } from '@greenroom/contracts';
import { findTypedOrder, findTypedTalk, InterviewNotFoundError, listTurns, readPlan, saveTurn, saveTypedTalk } from '@greenroom/database';
import { followUpRules, followUpsByModel, intentOf, Interviewer, type InterviewState, type Line } from '@greenroom/interviewer';
import { sentElsewhere } from '@greenroom/providers/sent-elsewhere';
import { selectLanguageModel } from '@greenroom/providers/select-language-model';
import { coverageOf, wordsOf } from '@greenroom/measures';
import { ApplicationFailure, Context as Activity } from '@temporalio/activity';
import type { Context } from '../context.ts';

/** A typed interview between two steps. */
export interface TypedTalk {
  engine: InterviewState;
  nextSeq: number;
  /** A coach has taken over: answers are kept and nothing is asked. */
  coachLeads: boolean;
  /** Epoch milliseconds of the last line that was written to the candidate. */
  lastLineMs: number;
}

export interface TypedStep {
  interviewId: string;
  clockStartedAt: number;
  /** Epoch milliseconds, from the workflow: the same when the step is run again. */
  atMs: number;
  /** Null: the interview begins, or is held by a new run of the workflow, which goes on where the last one was. */
  orderId: string | null;
  /** The talk has ended: what was said is stored, and the interviewer says nothing more. */
  onlyKeep: boolean;
  /** Whose order it is: a coach's is answered with other words. */
  byCandidate?: boolean;
}

/** What the workflow needs to know; what was said stays out of its history. */
export interface SteppedOn {
  ended: boolean;
  coachLeads: boolean;
}

/** What a spoken answer of as many words would take of the question's time. */
const typedWordsPerSecond = 2.5;
const secondsOf = (text: string): number => text.split(/\s+/).length / typedWordsPerSecond;

/** Within the heartbeat time-out of `definitions/activities.ts`. */
const heartbeatEveryMs = 1_000;

/** Lines of one step follow each other in time. Seconds. */
const betweenLines = 0.001;

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export function typedTalkActivities(context: Context) {
  return {
    /** @throws ApplicationFailure, not retryable, when the interview has been deleted meanwhile */
    async typedStep(step: TypedStep): Promise<SteppedOn> {
      const activity = Activity.current();
      const beating = setInterval(() => activity.heartbeat(), heartbeatEveryMs);
      try {
        const { engine, coachLeads } = await onceOnly(context, step);
        return { ended: engine.ended, coachLeads };
      } finally {
        clearInterval(beating);
      }
    },

    async isCandidateHere(interviewId: string): Promise<boolean> {
      return context.events.isCandidateHere(interviewId);
    },
  };
}

async function onceOnly(context: Context, given: TypedStep): Promise<TypedTalk> {
  const { interviewId, orderId } = given;
  const stored = await findTypedTalk<TypedTalk>(context.database, interviewId);
  const command = orderId === null ? undefined : await findTypedOrder(context.database, interviewId, orderId);
  if (stored !== undefined && command === undefined) {
    if (orderId !== null) context.log.warn({ interviewId, orderId }, 'an order was carried out before, or is not there');
    return stored.talk;
  }
  const talk = await stepOn(context, given, stored?.talk ?? null, command ?? null);
  await saveTypedTalk(context.database, interviewId, { step: (stored?.step ?? 0) + 1, talk }, orderId);
  return talk;
}

async function stepOn(context: Context, step: TypedStep, talk: TypedTalk | null, command: InterviewCommand | null): Promise<TypedTalk> {
  const { interviewId } = step;
  const plan = await readPlan(context.database, interviewId).catch((error: unknown) => {
    if (error instanceof InterviewNotFoundError) throw ApplicationFailure.nonRetryable(error.message, error.name);
    throw error;
  });
  const pen = new Pen(context, plan, step, talk);
  const followUps = selectedFollowUps(context, (text) => pen.tell({ type: 'notice', level: 'warning', text }));
  const interviewer = new Interviewer(plan, followUps);
  if (talk === null || command === null) {
    const elsewhere = sentElsewhere(context.providers, plan.mode);
    if (elsewhere !== undefined) await pen.tell({ type: 'notice', level: 'info', text: elsewhere });
    const opening = interviewer.open(interviewer.start());
    return pen.write(opening.lines, opening.state, interviewer);
  }
  const before = talk.engine;
  if (step.onlyKeep) {
    if (command.type === 'answer') await pen.answer(command.text, before, interviewer, heardAs(command.text, before, interviewer));
    if (command.type === 'say' && talk.coachLeads) await pen.coach(command.text, interviewer.question(before)?.id ?? null);
    return pen.rest(before);
  }
  const leads = (coachLeads: boolean): Promise<void> => {
    pen.coachLeads = coachLeads;
    return pen.tell({ type: 'coach:present', state: coachLeads ? 'leads' : 'listens' });
  };
  switch (command.type) {
    case 'answer': {
      if (talk.coachLeads) {
        await pen.answer(command.text, before, interviewer, 'answer');
        return pen.rest(interviewer.listened(before, { text: command.text, seconds: secondsOf(command.text) }));
      }
      await pen.tell({ type: 'agent:state', state: 'thinking' });
      const reply = await interviewer.answered(before, { text: command.text, seconds: secondsOf(command.text) });
      await pen.answer(command.text, before, interviewer, reply.heardAs);
      return pen.write(reply.lines, reply.state, interviewer);
    }
    case 'resume': {
      if (talk.coachLeads) return pen.rest(before);
      const back = interviewer.returned(before);
      return pen.write(back.lines, back.state, interviewer);
    }
    case 'ask_next':
    case 'follow_up':
    case 'extend':
      return pen.rest(interviewer.order(before, command));
    case 'skip': {
      const { questionId } = command;
      if (talk.coachLeads || (questionId !== undefined && questionId !== interviewer.question(before)?.id)) return pen.rest(before);
      const next = step.byCandidate === true ? interviewer.wished(before, 'skip') : interviewer.skipped(before);
      return pen.write(next.lines, next.state, interviewer);
    }
    case 'repeat':
    case 'think': {
      if (talk.coachLeads) return pen.rest(before);
      const reply = interviewer.wished(before, command.type);
      return pen.write(reply.lines, reply.state, interviewer);
    }
    case 'take_over':
      if (!talk.coachLeads) await leads(true);
      return pen.rest(before);
    case 'say':
      if (!talk.coachLeads) return pen.rest(before);
      await pen.coach(command.text, interviewer.question(before)?.id ?? null);
      return pen.rest(interviewer.coachAsked(before, command.text));
    case 'hand_back': {
      if (!talk.coachLeads) return pen.rest(before);
      await leads(false);
      const back = interviewer.handedBack(before);
      return pen.write(back.lines, back.state, interviewer);
    }
    case 'pause':
    case 'thinking_time':
    case 'whisper':
      // The workflow's clock and the API carry these out.
      context.log.debug({ interviewId, command: command.type }, 'nothing to write');
      return pen.rest(before);
  }
}

/** As the engine hears it, for words that it does not answer. */
const heardAs = (text: string, state: InterviewState, interviewer: Interviewer): 'answer' | 'aside' =>
  interviewer.question(state) !== undefined && intentOf(text) === 'none' ? 'answer' : 'aside';

function selectedFollowUps({ providers }: Context, onFallback: (notice: string) => Promise<void>) {
  const notice = (text: string): void => void onFallback(text);
  const model = selectLanguageModel(providers, notice);
  return model === undefined ? followUpRules : followUpsByModel(model, followUpRules, notice);
}

/** Writes one step's turns, to the database first. */
class Pen {
  coachLeads: boolean;
  private seq: number;
  private lastLineMs: number;
  private at: number;
  private readonly context: Context;
  private readonly plan: Plan;
  private readonly step: TypedStep;

  constructor(context: Context, plan: Plan, step: TypedStep, talk: TypedTalk | null) {
    this.context = context;
    this.plan = plan;
    this.step = step;
    this.seq = talk?.nextSeq ?? 0;
    this.coachLeads = talk?.coachLeads ?? false;
    this.lastLineMs = talk?.lastLineMs ?? 0;
    this.at = (step.atMs - step.clockStartedAt) / 1000;
  }

  /** The candidate's words. Content and clarity are judged from them; what can only be heard has no measure. */
  async answer(text: string, state: InterviewState, interviewer: Interviewer, kind: 'answer' | 'aside'): Promise<void> {
    // What waited until the end came at a time that nobody noted.
    const responseDelayMs = this.lastLineMs === 0 || this.step.onlyKeep ? null : Math.max(0, this.step.atMs - this.lastLineMs);
    await this.keep({ speaker: 'candidate', kind, questionId: interviewer.question(state)?.id ?? null, text, responseDelayMs });
    const question = interviewer.question(state);
    if (kind === 'answer' && question !== undefined && !this.step.onlyKeep) await this.cover(question);
  }

  /** For the coach alone: what of a good answer was written so far. */
  async cover(question: Question): Promise<void> {
    const turns = await listTurns(this.context.database, this.plan.interviewId);
    await this.tell({ type: 'coverage', questionId: question.id, points: coverageOf(this.plan, question, turns) });
  }

  async coach(text: string, questionId: string | null): Promise<void> {
    this.lastLineMs = this.step.atMs;
    await this.keep({ speaker: 'coach', kind: 'question', questionId, text, responseDelayMs: null });
  }

  /** The interviewer's lines, and where they lead. */
  async write(lines: readonly Line[], state: InterviewState, interviewer: Interviewer): Promise<TypedTalk> {
    for (const line of lines) {
      const question = interviewer.question(state);
      if (line.asks !== null && question !== undefined) {
        await this.tell({ type: 'interview:question', question, index: state.index, total: this.plan.questions.length, followUp: line.kind === 'follow_up', text: line.asks });
        if (line.kind === 'question') await this.cover(question);
      }
      await this.keep({ speaker: 'interviewer', kind: line.kind, questionId: line.questionId, text: line.text, responseDelayMs: null });
    }
    if (lines.length > 0) this.lastLineMs = this.step.atMs;
    return this.rest(state);
  }

  async rest(engine: InterviewState): Promise<TypedTalk> {
    await this.tell({ type: 'agent:state', state: engine.ended || this.step.onlyKeep ? 'left' : 'listening' });
    return { engine, nextSeq: this.seq, coachLeads: this.coachLeads, lastLineMs: this.lastLineMs };
  }

  /** Events are an extra: what was said is in the database, and a listener may read it there. */
  async tell(event: WithoutTime<LiveEvent>): Promise<void> {
    const { interviewId } = this.plan;
    await this.context.events.publish(interviewId, { ...event, at: this.at } as LiveEvent)
      .catch((error: unknown) => this.context.log.warn({ err: error, interviewId, type: event.type }, 'a live event did not reach Redis'));
  }

  private async keep(said: Pick<Turn, 'speaker' | 'kind' | 'questionId' | 'text' | 'responseDelayMs'>): Promise<void> {
    const turn: Turn = { ...said, interviewId: this.plan.interviewId, seq: this.seq, startedAt: this.at, endedAt: this.at, words: [], marks: [], measures: null, typed: true, interrupted: false };
    await saveTurn(this.context.database, turn);
    // The same two events as in a spoken interview, so that one page shows both. The words have no times of their own.
    await this.tell({ type: 'words', seq: turn.seq, speaker: turn.speaker, from: 0, words: wordsOf(turn.text, this.at, this.at), marks: [], final: true });
    await this.tell({ type: 'turn', turn });
    this.seq += 1;
    this.at += betweenLines;
  }
}
