/** Calls one system with all recordings, in as many visits as that takes, and puts the figures together. */
import { round, mean, share, spread } from '../figures.ts';
import type { Answer, PauseKind } from '../recordings.ts';
import type { System } from '../systems/system.ts';
import { hold, type CallLog } from './caller.ts';
import type { OverLine } from './over-lines.ts';
import type { AnswerHeard, LineAfterSound } from './sounds.ts';

export type CallFigures = ReturnType<typeof figuresOf>;

/** Beyond this a system that keeps hanging up is given up. */
const mostVisits = 8;
const answersPerVisit = 12;

export interface MeasureOptions {
  system: System;
  answers: readonly Answer[];
  overLine: (answer: number) => OverLine | undefined;
  say: (line: string) => void;
}

export async function measure({ system, answers, overLine, say }: MeasureOptions): Promise<CallFigures> {
  const logs: CallLog[] = [];
  let done = 0;
  for (let visits = 0; done < answers.length && visits < mostVisits; visits += 1) {
    const rest = answers.slice(done, done + answersPerVisit);
    const first = done;
    const visit = await system.visit(rest);
    // Nobody can take longer over it than this.
    const longestMs = rest.reduce((sum, { samples }) => sum + samples.length / 48 + 60_000, 60_000);
    try {
      const log = await hold({
        url: visit.url, token: visit.token, answers: rest, overLine: (number) => overLine(first + number), signal: AbortSignal.timeout(Math.round(longestMs)),
        onAnswer: (heard) => say(`${system.name} ${heard.id}: ${heard.delayMs === null ? (heard.talkedOver ? 'talked over the end' : 'no answer') : `${Math.round(heard.delayMs)} ms`}, cut-ins ${heard.cutIns.length === 0 ? 0 : heard.cutIns.map(({ where, atMs, stopMs }) => `${where} at ${atMs} for ${Math.round(stopMs ?? 0)} ms`).join(', ')}`),
      });
      logs.push(log);
      done += log.answers.length;
      if (log.ended === 'silent') throw new Error(`${system.name}: the interviewer was never heard`);
    } finally {
      await visit.end();
    }
  }
  return figuresOf(logs, answers.length);
}

export function figuresOf(logs: readonly CallLog[], asked: number) {
  const answers = logs.flatMap((log) => log.answers);
  const spokenOver = logs.flatMap((log) => log.spokenOver);
  const stops = (kind: OverLine['kind']): number[] => spokenOver.filter((each) => each.kind === kind).flatMap(({ stopMs }) => stopMs ?? []);
  const cutIns = answers.flatMap((answer) => answer.cutIns);
  const listening = spokenOver.flatMap(({ line }) => line ?? []);
  const ended = (outcome: LineAfterSound['outcome']): LineAfterSound[] => listening.filter((line) => line.outcome === outcome);
  return {
    answers: answers.length, missing: asked - answers.length,
    response: responseOf(answers), decisionToSound: spread(logs.flatMap((log) => log.decisionToSoundMs)),
    pauses: { ...pausesOf(answers), afterSentence: pausesOf(answers, 'sentence'), insideClause: pausesOf(answers, 'clause') },
    cutIns: { total: cutIns.length, elsewhere: cutIns.filter(({ where }) => where === 'elsewhere').length, answersCutInto: answers.filter((answer) => answer.cutIns.length > 0).length, perAnswer: round(mean(answers.map((answer) => answer.cutIns.length)), 2) },
    stopAfterCutIn: spread(cutIns.flatMap(({ stopMs }) => stopMs ?? [])),
    interruption: { stop: spread(stops('interruption')), answered: spread(spokenOver.filter(({ kind }) => kind === 'interruption').flatMap(({ delayMs }) => delayMs ?? [])) },
    listenerSounds: { played: listening.length, wentOn: ended('went_on').length, held: ended('held').length, stopped: ended('stopped').length, heldFor: spread(ended('held').flatMap((line) => line.heldMs ?? [])) },
    unanswered: answers.filter(({ delayMs, talkedOver }) => delayMs === null && !talkedOver).length,
    talkedOverEnd: answers.filter(({ talkedOver }) => talkedOver).length,
    lineP50Ms: spread(logs.flatMap((log) => log.lineMs)).p50Ms,
    byPart: { tuning: partOf(answers, 'tuning'), unseen: partOf(answers, 'unseen') },
  };
}

const responseOf = (answers: readonly AnswerHeard[]) => spread(answers.flatMap(({ delayMs }) => delayMs ?? []));

function pausesOf(answers: readonly AnswerHeard[], kind?: PauseKind) {
  const pauses = answers.flatMap((answer) => answer.pauses).filter((pause) => kind === undefined || pause.kind === kind);
  const cut = pauses.filter((pause) => pause.cut).length;
  return { count: pauses.length, cut, rate: share(cut, pauses.length) };
}

function partOf(all: readonly AnswerHeard[], part: Answer['part']): object {
  const answers = all.filter((answer) => answer.part === part);
  return { answers: answers.length, response: responseOf(answers), afterSentence: pausesOf(answers, 'sentence'), insideClause: pausesOf(answers, 'clause') };
}
