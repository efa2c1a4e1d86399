/** Captions for the recording: https://www.w3.org/TR/webvtt1/ */
import type { Turn } from '@greenroom/contracts';
import { cuesOf } from './cues.ts';
import { speakerName } from './speakers.ts';

const lineCharacters = 42;

/**
 * @param offsetSeconds the recording's: a time on the interview's clock minus the same moment in the file. What was said before
 *   the recording began is left out.
 */
export function webVtt(turns: readonly Turn[], { candidateName, offsetSeconds }: { candidateName: string; offsetSeconds: number }): string {
  const cues = turns.flatMap((turn) => cuesOf(turn).map((cue, nth) => ({ ...cue, id: `${turn.seq}-${nth + 1}`, voice: speakerName(turn.speaker, candidateName) })));
  const blocks = cues
    .map((cue) => ({ ...cue, start: Math.max(cue.start - offsetSeconds, 0), end: cue.end - offsetSeconds }))
    .filter(({ start, end }) => Math.round(end * 1_000) > Math.round(start * 1_000))
    .sort((one, other) => one.start - other.start)
    .map(({ id, start, end, voice, text }) => `${id}\n${stamp(start)} --> ${stamp(end)}\n<v ${escaped(voice)}>${escaped(inLines(text))}</v>\n`);
  return ['WEBVTT\n', ...blocks].join('\n');
}

/** `<`, `>` and `&` begin and end markup there; without `>` there is no `-->` either. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** At most two lines, of about the same length. */
function inLines(text: string): string {
  if (text.length <= lineCharacters) return text;
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.sort((one, other) => Math.abs(one - text.length / 2) - Math.abs(other - text.length / 2))[0];
  return middle === undefined ? text : `${text.slice(0, middle)}\n${text.slice(middle + 1)}`;
}

/** `hh:mm:ss.ttt`; hours may have more digits. */
function stamp(seconds: number): string {
  const ms = Math.round(seconds * 1_000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}.${String(ms % 1_000).padStart(3, '0')}`;
}
