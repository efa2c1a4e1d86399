import { expect, test } from 'vitest';
import { afterAnswer, cueTexts, cueTimes, noCue, whileSpeaking, type CueState, type Speaking } from './quiet-cue.ts';

const pace = (speechRateWpm: number | null, phonationRatio = 0.8): Pick<Speaking, 'window' | 'secondsLeft'> => ({ window: { speechRateWpm, phonationRatio, fillersPerMinute: null }, secondsLeft: 60 });
const fillers = (fillersPerMinute: number | null): Pick<Speaking, 'window' | 'secondsLeft'> => ({ window: { speechRateWpm: 150, phonationRatio: 0.8, fillersPerMinute }, secondsLeft: 60 });
const left = (secondsLeft: number): Pick<Speaking, 'window' | 'secondsLeft'> => ({ window: { speechRateWpm: 150, phonationRatio: 0.8, fillersPerMinute: 0 }, secondsLeft });

/** Speaks on from second to second. */
function speak(cue: Parameters<typeof whileSpeaking>[0], from: number, to: number, what: Pick<Speaking, 'window' | 'secondsLeft'>, before: CueState = noCue): { state: CueState; shown: (string | null)[] } {
  let state = before;
  const shown: (string | null)[] = [];
  for (let at = from; at <= to; at += 1) {
    state = whileSpeaking(cue, state, { at, ...what });
    shown.push(state.shown);
  }
  return { state, shown };
}

test('a pace outside the range is waited out for ten seconds, then hinted at', () => {
  const { shown } = speak('pace', 0, 12, pace(230));
  expect(shown.slice(0, cueTimes.paceSeconds + 1)).toEqual(Array(11).fill(null));
  expect(shown.at(-1)).toBe(cueTexts.fast);
  expect(speak('pace', 0, 12, pace(100)).shown.at(-1)).toBe(cueTexts.slow);
});

test('a pace inside the range, a short burst, and too little speech bring nothing', () => {
  expect(speak('pace', 0, 60, pace(170)).state.shown).toBeNull();
  expect(speak('pace', 0, 60, pace(null)).state.shown).toBeNull();
  const burst = speak('pace', 0, 8, pace(230)).state;
  expect(speak('pace', 18, 27, pace(230), speak('pace', 9, 17, pace(170), burst).state).state.shown).toBeNull();
});

test('a pause to think is no slow speech', () => {
  expect(speak('pace', 0, 60, pace(95, 0.55)).state.shown).toBeNull();
});

test('what is shown changes at most every twenty seconds', () => {
  const shown = speak('pace', 0, 12, pace(230)).state;
  const calm = speak('pace', 13, 45, pace(170), shown);
  expect(calm.shown.findIndex((text) => text === null) + 13).toBe(shown.changedAt + cueTimes.betweenChanges);
  const again = speak('pace', 46, 80, pace(230), calm.state);
  expect(again.state.changedAt - calm.state.changedAt).toBeGreaterThanOrEqual(cueTimes.betweenChanges);
});

test('fillers are hinted at when they are many, and the hint stays until they are few', () => {
  const many = speak('fillers', 0, 1, fillers(9)).state;
  expect(many.shown).toBe(cueTexts.fillers);
  expect(speak('fillers', 2, 60, fillers(7), many).state.shown).toBe(cueTexts.fillers);
  expect(speak('fillers', 2, 60, fillers(4), many).state.shown).toBeNull();
  expect(speak('fillers', 0, 60, fillers(7)).state.shown).toBeNull();
});

test('an answer over its time is hinted at', () => {
  expect(speak('length', 0, 5, left(0)).state.shown).toBeNull();
  expect(speak('length', 0, 0, left(-1)).state.shown).toBe(cueTexts.length);
});

test('the end of the answer clears it at once, and the next answer is looked at anew', () => {
  const shown = speak('pace', 0, 12, pace(230)).state;
  const ended = afterAnswer(shown, 13);
  expect(ended.shown).toBeNull();
  expect(speak('pace', 14, 31, pace(230), ended).state.shown).toBeNull();
  expect(speak('pace', 14, 34, pace(230), ended).state.shown).toBe(cueTexts.fast);
});

test('with real conditions nothing is ever shown', () => {
  expect(speak('off', 0, 90, { window: { speechRateWpm: 300, phonationRatio: 0.9, fillersPerMinute: 40 }, secondsLeft: -100 }).state).toEqual(noCue);
});
