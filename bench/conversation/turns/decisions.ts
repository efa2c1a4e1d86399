/** The decisions that are replayed: ours, and two that know less. Each says how old a silence must be; what it knows is in the view. */
import { HeardTurn } from '../../../agent/conversation/heard-turn.ts';
import { EndOfTurn } from '../../../agent/conversation/end-of-turn/end-of-turn.ts';
import { expectationOf } from '../../../packages/interviewer/index.ts';
import type { HeardPiece } from '../../../packages/providers/hearing/heard-piece.ts';
import type { HeardSpan } from '../../../packages/providers/local/speech-listener.ts';
import { questionsFor } from '../questions.ts';
import type { Look } from './curve.ts';
import { predict, silentFromMs, type Heard } from './replay.ts';

export interface Decision {
  name: string;
  /** Every look at a silence, in order. */
  looks(heard: Heard): Look[] | Promise<Look[]>;
}

/** How often the conversation looks. */
const everyMs = 50;
const samplesPerMs = 16;
/** A place on the clock: pieces carry epoch times. */
const zeroMs = Date.UTC(2026, 0, 1);

/** A wait of the same length for everything, counted from the end of the sound. */
export const fixedWait = (waitMs: number): Decision => ({
  name: `fixed wait of ${waitMs} ms`,
  looks: (heard) => silences(heard, (atMs, silentFrom) => ({ atMs, silentMs: atMs - silentFrom, waitMs })),
});

/** LiveKit's local audio model with the framework's own threshold and delays: sure, or not. */
export const audioModelAlone: Decision = {
  name: 'v1-mini alone',
  looks: (heard) => silences(heard, (atMs, silentFrom) => {
    const said = heard.endModel.findLast((each) => each.atMs <= atMs && Math.abs(each.value.silentFromMs - silentFrom) < 1);
    const waitMs = said === undefined ? Infinity : said.value.probability >= audioModelDefaults.threshold ? audioModelDefaults.minDelayMs : audioModelDefaults.maxDelayMs;
    return { atMs, silentMs: atMs - silentFrom, waitMs };
  }),
};
/** `@livekit/agents` 1.9: `inference/eot/languages` (English) and `voice/turn_config/endpointing` (streaming). */
const audioModelDefaults = { threshold: 0.36, minDelayMs: 300, maxDelayMs: 2_500 } as const;

/** What the interviewer decides with, fed as the conversation feeds it. Each recording is a new candidate. */
export const ours: Decision = {
  name: 'greenroom',
  async looks(heard) {
    let asked: Promise<unknown> = Promise.resolve();
    let failure: unknown;
    const judge = new EndOfTurn({
      audioModel(sound) {
        const answer = predict(sound);
        asked = answer.catch(() => undefined);
        return answer;
      },
      onAudioFailed: (error) => (failure = error),
    });
    const question = questionsFor([heard.answer])[0];
    if (question === undefined) throw new Error('there is no question for this answer');
    const turn = new HeardTurn();
    const looks: Look[] = [];
    let [nextSpan, nextVoice, speaking] = [0, 0, false];
    for (let atMs = 0; atMs < heard.lengthMs; atMs += everyMs) {
      judge.hearSound(heard.samples.slice((atMs - everyMs) * samplesPerMs, atMs * samplesPerMs), zeroMs + atMs);
      for (let span = heard.spans[nextSpan]; span !== undefined && span.atMs <= atMs; span = heard.spans[(nextSpan += 1)]) {
        const piece = pieceOf(span.value);
        judge.goesOn(turn, piece);
        turn.add(piece);
      }
      for (let voice = heard.voice[nextVoice]; voice !== undefined && voice.atMs <= atMs; voice = heard.voice[(nextVoice += 1)]) speaking = voice.value;
      if (turn.empty || speaking || !turn.settled) continue;
      const seconds = (turn.lastVoicedAtMs - turn.startedAtMs) / 1000;
      const { waitMs } = judge.judge(turn, { expectation: expectationOf(question, question.text), followUp: false, expectedPoints: question.expectedPoints, saidBefore: '', timeUsed: seconds / question.timeBudgetSeconds }, 1);
      looks.push({ atMs, silentMs: atMs - (turn.lastVoicedAtMs - zeroMs), waitMs });
      // The audio model answers within a look.
      await asked;
      if (failure !== undefined) throw failure;
    }
    return looks;
  },
};

function pieceOf({ pieceId, final, text, words, voicedFrom, voicedTo }: HeardSpan): HeardPiece {
  const epoch = (seconds: number): number => zeroMs / 1000 + seconds;
  return { pieceId, final, text, words: words.map((word) => ({ text: word.text, start: epoch(word.from), end: epoch(word.to), estimated: true })), voicedFrom: epoch(voicedFrom), voicedTo: epoch(voicedTo) };
}

function silences(heard: Heard, look: (atMs: number, silentFromMs: number) => Look): Look[] {
  const looks: Look[] = [];
  for (let atMs = 0; atMs < heard.lengthMs; atMs += everyMs) {
    const silentFrom = silentFromMs(heard, atMs);
    if (silentFrom !== undefined) looks.push(look(atMs, silentFrom));
  }
  return looks;
}
