/** Answers of a minute and more out of short ones, for interviews as long as real ones. */
import { sampleRate } from '../../stack/demo/audio-file.ts';
import type { Answer } from './recordings.ts';

/** Between two recordings in one answer: a breath, and no thinking pause. */
const breathMs = 300;

const samplesIn = (ms: number): number => Math.round((ms / 1000) * sampleRate);

/** As many answers, each with the next recordings joined on until it lasts at least so long. */
export function longerAnswers(answers: readonly Answer[], seconds: number): Answer[] {
  return answers.map((_, first) => {
    let joined: Answer | undefined;
    for (let index = first; joined === undefined || joined.audibleToMs < seconds * 1000; index += 1) {
      const next = answers[index % answers.length] as Answer;
      joined = joined === undefined ? next : join(joined, next);
    }
    return joined;
  });
}

function join(one: Answer, two: Answer): Answer {
  const laterMs = one.audibleToMs + breathMs - two.audibleFromMs;
  const samples = new Int16Array(samplesIn(laterMs) + two.samples.length);
  samples.set(one.samples.subarray(0, samplesIn(one.audibleToMs)));
  const [from, start] = [samplesIn(two.audibleFromMs), samplesIn(one.audibleToMs + breathMs)];
  samples.set(two.samples.subarray(from), start);
  return {
    ...one,
    id: `${one.id} ${two.id}`,
    text: `${one.text} ${two.text}`,
    segments: [...one.segments, ...two.segments.map((segment) => ({ ...segment, start: segment.start + laterMs / 1000, end: segment.end + laterMs / 1000 }))],
    samples,
    pauses: [...one.pauses, ...two.pauses.map(({ kind, fromMs, toMs }) => ({ kind, fromMs: fromMs + laterMs, toMs: toMs + laterMs }))],
    audibleToMs: two.audibleToMs + laterMs,
    part: one.part === two.part ? one.part : 'tuning',
  };
}
