import type { Interview, Turn } from '@greenroom/contracts';
import { speakerName } from './speakers.ts';

/** For reading and for other programs: a heading, then one paragraph per turn with its time on the interview's clock. */
export function plainText(turns: readonly Turn[], { interview, candidateName }: { interview: Pick<Interview, 'role' | 'type' | 'startedAt'>; candidateName: string }): string {
  const day = interview.startedAt?.slice(0, 10);
  const heading = `Interview: ${oneLine(interview.role)} (${interview.type})${day === undefined ? '' : `, ${day}`}`;
  const paragraphs = turns.map((turn) => `[${clock(turn.startedAt)}] ${speakerName(turn.speaker, candidateName)}: ${oneLine(turn.text)}`);
  return `${[heading, ...paragraphs].join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** `m:ss`, or `h:mm:ss`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
