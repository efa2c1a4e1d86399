/** What was written in a typed interview, line by line. No I/O: the server begins with it, the page goes on. */
import type { LiveEvent, Speaker, Turn, TurnKind } from '@greenroom/contracts';

export interface TalkLine {
  seq: number;
  speaker: Speaker;
  kind: TurnKind;
  text: string;
}

export const lineOf = ({ seq, speaker, kind, text }: Turn): TalkLine => ({ seq, speaker, kind, text });

/** A turn that is told again takes its own place. */
export function withTurn(lines: readonly TalkLine[], event: LiveEvent): readonly TalkLine[] {
  if (event.type !== 'turn' || event.turn.text.trim() === '') return lines;
  const line = lineOf(event.turn);
  return [...lines.filter(({ seq }) => seq !== line.seq), line].sort((a, b) => a.seq - b.seq);
}

/** What was sent and stands in no turn yet: every turn of the candidate's that came since takes the oldest of the same words away. */
export function stillOnTheWay(sent: readonly string[], event: LiveEvent): readonly string[] {
  if (event.type !== 'turn' || event.turn.speaker !== 'candidate') return sent;
  const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const found = sent.findIndex((text) => folded(text) === folded(event.turn.text));
  return sent.filter((_, i) => i !== found);
}
