/** The Moonshine tiny-en speech recogniser (26 M parameters, MIT), run by sherpa-onnx on one core. */
import sherpa from 'sherpa-onnx-node';
import type { OfflineRecognizer } from 'sherpa-onnx-node';
import { join } from 'node:path';
import { requireModelFiles } from './model-files.ts';

/** Hertz. */
export const moonshineSampleRate = 16_000;
/** A longer piece comes back empty from about 9.2 s on. */
export const moonshineLongestSeconds = 8.8;

export interface Moonshine {
  /** Words of one piece of 16 kHz mono audio, at most {@link moonshineLongestSeconds} long. */
  transcribe(samples: Int16Array): Promise<string>;
}

const loaded = new Map<string, Promise<Moonshine>>();

/**
 * Loads the recogniser (0.5 s), once per process and folder: call it while a process warms up.
 * @throws Error saying how to install the models when they are not there.
 */
export function loadMoonshine(modelsDir: string): Promise<Moonshine> {
  const known = loaded.get(modelsDir);
  if (known !== undefined) return known;
  const loading = load(join(modelsDir, 'moonshine-tiny-en'));
  loaded.set(modelsDir, loading);
  // A folder that is mended later must be tried anew.
  loading.catch(() => loaded.delete(modelsDir));
  return loading;
}

async function load(folder: string): Promise<Moonshine> {
  const files = await requireModelFiles(folder, { encoder: 'encoder_model.ort', decoder: 'decoder_model_merged.ort', tokens: 'tokens.txt' });
  const recognizer: OfflineRecognizer = await sherpa.OfflineRecognizer.createAsync({
    featConfig: { sampleRate: moonshineSampleRate, featureDim: 80 },
    modelConfig: { moonshine: { encoder: files.encoder, mergedDecoder: files.decoder }, tokens: files.tokens, numThreads: 1 },
  });
  return {
    async transcribe(samples) {
      const stream = recognizer.createStream();
      stream.acceptWaveform({ samples: floatsOf(samples), sampleRate: moonshineSampleRate });
      const { text } = await recognizer.decodeAsync(stream);
      return text.trim();
    },
  };
}

/** A loop: `Float32Array.from` with a function takes 30 times as long, and that many times a second. */
function floatsOf(samples: Int16Array): Float32Array {
  const floats = new Float32Array(samples.length);
  for (let index = 0; index < samples.length; index += 1) floats[index] = (samples[index] ?? 0) / 32_768;
  return floats;
}
