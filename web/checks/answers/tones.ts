/**
 * A recording to be heard and measured: a tone for each word of an interview, silence between them, so that sound, peaks and
 * transcript agree. The candidate's words are 440 Hz, fillers among them 880 Hz, the interviewer's 220 Hz.
 */
import type { Peaks, Turn } from '@greenroom/contracts';
import { wavOf } from '@greenroom/providers/cloud/wav';

const rate = 4000;
const perSecond = 20;
const hertz = { candidate: 440, filler: 880, interviewer: 220 } as const;

export interface Tones {
  /** A WAV file, one channel. */
  wav: Buffer;
  peaks: Peaks;
}

/** @param offsetSeconds the interview's clock minus the file's time */
export function tonesOf(turns: readonly Turn[], seconds: number, offsetSeconds: number): Tones {
  const samples = new Int16Array(Math.round(seconds * rate));
  const sides = { candidate: zeros(seconds), interviewer: zeros(seconds) };
  for (const turn of turns) {
    const fillers = new Set(turn.marks.filter(({ kind }) => kind === 'filled_pause' || kind === 'discourse_marker').map(({ wordIndex }) => wordIndex));
    const side = turn.speaker === 'candidate' ? 'candidate' : 'interviewer';
    turn.words.forEach(({ start, end, text }, index) => {
      // As loud as the word is long, so that the waveform has a shape.
      const loud = 30 + Math.min(60, 8 * text.length);
      const pitch = side === 'candidate' && fillers.has(index) ? hertz.filler : hertz[side];
      const [from, to] = [start - offsetSeconds, end - offsetSeconds].map((at) => Math.max(0, at)) as [number, number];
      for (let i = Math.round(from * rate); i < Math.min(samples.length, Math.round(to * rate)); i += 1) {
        const fade = Math.sin((Math.PI * (i / rate - from)) / Math.max(0.05, to - from));
        samples[i] = Math.round(300 * loud * fade * Math.sin((2 * Math.PI * pitch * i) / rate));
      }
      for (let i = Math.floor(from * perSecond); i < Math.min(sides[side].length, Math.ceil(to * perSecond)); i += 1) {
        const fade = Math.sin((Math.PI * (Math.min(to, Math.max(from, (i + 0.5) / perSecond)) - from)) / Math.max(0.05, to - from));
        sides[side][i] = Math.max(sides[side][i] ?? 0, Math.round(loud * fade));
      }
    });
  }
  return { wav: Buffer.from(wavOf(samples, rate).buffer), peaks: { perSecond, ...sides } };
}

const zeros = (seconds: number): number[] => Array.from({ length: Math.ceil(seconds * perSecond) }, () => 0);
