/** A recogniser of whole pieces (Moonshine here, Whisper elsewhere) as one that hears a stream. */
import { asProviderFailure } from '../provider-failure.ts';
import { SpeechListener, type PieceRecogniser } from '../local/speech-listener.ts';
import type { Hearing } from './hearing.ts';

export interface PiecewiseOptions {
  name: string;
  recogniser: PieceRecogniser;
  /** The longest piece that the recogniser takes. */
  longestSeconds: number;
  /** Whether pieces are also recognised while they are spoken: live words, and more work. */
  interim: boolean;
  /** After all audio that was pushed: how many milliseconds of it are not heard yet. */
  onBacklog?: ((milliseconds: number) => void) | undefined;
}

export function piecewiseHearing(options: PiecewiseOptions): Hearing {
  return {
    name: options.name,
    silentTooLongMs: undefined,
    start({ onHeard, onFailed }) {
      let closed = false;
      const fail = (error: unknown): void => {
        if (closed) return;
        closed = true;
        onFailed(asProviderFailure(options.name, error));
      };
      const listener = new SpeechListener(options.recogniser, {
        longestSeconds: options.longestSeconds,
        interim: options.interim,
        onBegin: () => {},
        onEnd: () => {},
        onHeard: (span) => {
          if (closed) return;
          const words = span.words.map(({ text, from, to, estimated }) => ({ text, from, to, estimated: estimated ?? true }));
          onHeard({ final: span.final, text: span.text, words, voicedFrom: span.voicedFrom, voicedTo: span.voicedTo, through: span.through });
        },
      });
      let waiting = 0;
      // One after another, as the audio came.
      let tail: Promise<void> = Promise.resolve();
      const then = (work: () => Promise<void>): Promise<void> => {
        tail = tail.then(async () => {
          if (!closed) await work();
        });
        tail.catch(fail);
        return tail.catch(() => {});
      };
      return {
        push(samples) {
          waiting += samples.length;
          return then(async () => {
            await listener.push(samples);
            waiting -= samples.length;
            options.onBacklog?.((waiting / 16_000) * 1000);
          });
        },
        // It cuts at pauses by itself.
        pause() {},
        end: () => then(() => listener.end()),
        close() {
          closed = true;
          listener.close();
        },
      };
    },
  };
}
