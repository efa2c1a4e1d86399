/** What the candidate says over the interviewer: a real interruption, and sounds that only say "I am listening". */
import { loadPiper, piperSampleRate } from '../../../packages/providers/local/piper.ts';
import { sampleRate } from '../../../stack/demo/audio-file.ts';
import { atRate } from '../recordings.ts';

export interface OverLine {
  kind: 'interruption' | 'listening';
  /** 16 bit, mono, 48 kHz. */
  samples: Int16Array;
  audibleFromMs: number;
  audibleToMs: number;
}

/** Another pitch than the interviewer's, so that nobody takes it for an echo. */
const pitch = 1.25;
const audible = 0.01 * 32_768;
const sentences: readonly [OverLine['kind'], string][] = [
  ['interruption', 'Sorry, could you please repeat the question?'],
  ['listening', 'Okay.'],
  ['interruption', 'Wait, may I ask something first?'],
  ['listening', 'Mm-hmm.'],
];

/** @returns for each answer's number what is said over the line after it: nothing, an interruption, nothing, a listener's sound. */
export async function overLines(modelsDir: string): Promise<(answer: number) => OverLine | undefined> {
  const piper = await loadPiper(modelsDir);
  const all: OverLine[] = [];
  for (const [kind, text] of sentences) {
    const spoken = await piper.speak(text, 1);
    const samples = atRate(spoken, Math.round(piperSampleRate * pitch), sampleRate);
    const loud = (sample: number): boolean => Math.abs(sample) > audible;
    all.push({ kind, samples, audibleFromMs: (samples.findIndex(loud) / sampleRate) * 1000, audibleToMs: (samples.findLastIndex(loud) / sampleRate) * 1000 });
  }
  return (answer) => (answer % 2 === 1 ? all[((answer - 1) / 2) % all.length] : undefined);
}
