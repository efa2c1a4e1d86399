/** The decisions that are replayed: ours, and two that know less. Each says how old a silence must be; what it knows is in the view. */
import { HeardTurn } from '../../../agent/conversation/heard-turn.ts';
import { waitBeforeReply } from '../../../agent/conversation/turn-taking.ts';
import { silentFromMs, type Heard } from './replay.ts';
import type { Look } from './curve.ts';

export interface Decision {
  name: string;
  /** Every look at a silence, in order. */
  looks(heard: Heard): Look[];
}

/** How often the conversation looks. */
const everyMs = 50;
/** So long after a question's beginning, as far as its time budget is concerned. */
const timeBudgetSeconds = 150;
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

/** What the interviewer decides with. */
export const ours: Decision = {
  name: 'greenroom',
  looks(heard) {
    const turn = new HeardTurn();
    const looks: Look[] = [];
    let [nextSpan, nextVoice, speaking] = [0, 0, false];
    for (let atMs = 0; atMs < heard.lengthMs; atMs += everyMs) {
      for (let span = heard.spans[nextSpan]; span !== undefined && span.atMs <= atMs; span = heard.spans[(nextSpan += 1)]) {
        const { pieceId, final, text, words, voicedFrom, voicedTo } = span.value;
        const epoch = (seconds: number): number => zeroMs / 1000 + seconds;
        turn.add({ pieceId, final, text, words: words.map((word) => ({ text: word.text, start: epoch(word.from), end: epoch(word.to), estimated: true })), voicedFrom: epoch(voicedFrom), voicedTo: epoch(voicedTo) });
      }
      for (let voice = heard.voice[nextVoice]; voice !== undefined && voice.atMs <= atMs; voice = heard.voice[(nextVoice += 1)]) speaking = voice.value;
      if (turn.empty || speaking || !turn.settled) continue;
      const lastVoicedMs = turn.lastVoicedAtMs - zeroMs;
      const secondsUsed = (turn.lastVoicedAtMs - turn.startedAtMs) / 1000;
      looks.push({ atMs, silentMs: atMs - lastVoicedMs, waitMs: waitBeforeReply({ text: turn.text, secondsUsed, timeBudgetSeconds }) });
    }
    return looks;
  },
};

function silences(heard: Heard, look: (atMs: number, silentFromMs: number) => Look): Look[] {
  const looks: Look[] = [];
  for (let atMs = 0; atMs < heard.lengthMs; atMs += everyMs) {
    const silentFrom = silentFromMs(heard, atMs);
    if (silentFrom !== undefined) looks.push(look(atMs, silentFrom));
  }
  return looks;
}
