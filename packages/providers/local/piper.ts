/** The neural voice Piper en_US-joe-medium (recordings in the public domain), run by sherpa-onnx. */
import sherpa from 'sherpa-onnx-node';
import type { OfflineTts } from 'sherpa-onnx-node';
import { join } from 'node:path';
import { requireModelFiles } from './model-files.ts';
import { sayable } from './sayable.ts';

/** Hertz. */
export const piperSampleRate = 22_050;

export interface Piper {
  /**
   * Speaks one sentence: 16-bit mono samples at {@link piperSampleRate}, without silence before it and with the same
   * short one after it. Empty when the text holds nothing to say.
   * @param speed 1 is the voice's own pace, 2 twice as fast
   */
  speak(text: string, speed: number): Promise<Int16Array>;
}

/** Two take a third off the wait on an idle machine, and 1.8 times the work: lines are prepared ahead, and interviews share the cores. */
const threads = 1;
/** Of full scale: below is silence. */
const silenceLevel = 0.008;
/** Kept before the first sound, so that a soft consonant is not clipped. */
const leadSeconds = 0.02;
/** Kept after the last sound: the pause between two sentences. */
const trailSeconds = 0.16;
/** Of full scale; louder sentences are turned down, not clipped. */
const highestPeak = 0.97;

const loaded = new Map<string, Promise<Piper>>();

/**
 * Loads the voice (0.9 s), once per process and folder: call it while a process warms up.
 * @throws Error saying how to install the models when they are not there.
 */
export function loadPiper(modelsDir: string): Promise<Piper> {
  const known = loaded.get(modelsDir);
  if (known !== undefined) return known;
  const loading = load(join(modelsDir, 'piper-en_US-joe-medium'));
  loaded.set(modelsDir, loading);
  loading.catch(() => loaded.delete(modelsDir));
  return loading;
}

async function load(folder: string): Promise<Piper> {
  const files = await requireModelFiles(folder, { model: 'model.onnx', tokens: 'tokens.txt', dataDir: 'espeak-ng-data' });
  const voice: OfflineTts = await sherpa.OfflineTts.createAsync({ model: { vits: files, numThreads: threads }, maxNumSentences: 1 });
  return {
    async speak(text, speed) {
      const words = sayable(text);
      if (words === '') return new Int16Array(0);
      const { samples } = await voice.generateAsync({ text: words, sid: 0, speed, enableExternalBuffer: false });
      return trimmed(samples);
    },
  };
}

/** Cuts the silence at both ends to a known length, and converts to 16 bit. */
export function trimmed(samples: Float32Array): Int16Array {
  let peak = 0;
  let first = samples.length;
  let last = -1;
  samples.forEach((sample, index) => {
    const size = Math.abs(sample);
    if (size > peak) peak = size;
    if (size < silenceLevel) return;
    if (index < first) first = index;
    last = index;
  });
  if (last < 0) return new Int16Array(0);
  const from = Math.max(0, first - Math.round(leadSeconds * piperSampleRate));
  const end = last + 1 + Math.round(trailSeconds * piperSampleRate);
  const scale = (peak > highestPeak ? highestPeak / peak : 1) * 32_767;
  const result = new Int16Array(end - from);
  for (let index = from; index < Math.min(end, samples.length); index += 1) result[index - from] = Math.round((samples[index] ?? 0) * scale);
  return result;
}
