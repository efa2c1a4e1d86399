/** The parts of sherpa-onnx-node (which carries no types) that are used here. */
declare module 'sherpa-onnx-node' {
  export interface OfflineStream {
    acceptWaveform(audio: { samples: Float32Array; sampleRate: number }): void;
  }

  export interface OfflineRecognizerConfig {
    featConfig: { sampleRate: number; featureDim: number };
    modelConfig: { moonshine: { encoder: string; mergedDecoder: string }; tokens: string; numThreads: number };
  }

  export class OfflineRecognizer {
    static createAsync(config: OfflineRecognizerConfig): Promise<OfflineRecognizer>;
    createStream(): OfflineStream;
    /** Runs on libuv's thread pool. */
    decodeAsync(stream: OfflineStream): Promise<{ text: string }>;
  }

  export interface OfflineTtsConfig {
    model: { vits: { model: string; tokens: string; dataDir: string }; numThreads: number };
    maxNumSentences: number;
  }

  export class OfflineTts {
    static createAsync(config: OfflineTtsConfig): Promise<OfflineTts>;
    readonly sampleRate: number;
    /** Runs on a thread of its own. `enableExternalBuffer: false` copies the samples into memory that the engine manages. */
    generateAsync(request: { text: string; sid: number; speed: number; enableExternalBuffer: boolean }): Promise<{ samples: Float32Array; sampleRate: number }>;
  }

  const sherpa: { OfflineRecognizer: typeof OfflineRecognizer; OfflineTts: typeof OfflineTts };
  export default sherpa;
}
