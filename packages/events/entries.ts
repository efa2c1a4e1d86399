/** What stands in a stream's entry, read with its contract. */
import { LiveEvent, SentCommand } from '@greenroom/contracts';
import type { Followed } from './follow.ts';

/** A command with its place in the stream. */
export interface FollowedCommand {
  id: string;
  sent: SentCommand;
}

/** An entry that this version cannot read (a newer sender during a roll-out) is reported and passed over. */
function readJson<T>(schema: { parse(value: unknown): T }, what: string, id: string, json: string | undefined, onError: (error: unknown) => void): T | undefined {
  try {
    return schema.parse(JSON.parse(json ?? ''));
  } catch (error) {
    onError(new Error(`${what} ${id} cannot be read.`, { cause: error }));
    return undefined;
  }
}

export const eventReader = (onError: (error: unknown) => void) => (id: string, message: Record<string, string>): Followed | undefined => {
  const event = readJson(LiveEvent, 'Live event', id, message['event'], onError);
  return event && { id, event };
};

export const commandReader = (onError: (error: unknown) => void) => (id: string, message: Record<string, string>): FollowedCommand | undefined => {
  const sent = readJson(SentCommand, 'Command', id, message['command'], onError);
  return sent && { id, sent };
};

/** Compares two stream ids as Redis does: milliseconds, then the number within. Negative when `a` is older. */
export function compareIds(a: string, b: string): number {
  const [aMs = '0', aSeq = '0'] = a.split('-');
  const [bMs = '0', bSeq = '0'] = b.split('-');
  const byTime = BigInt(aMs) - BigInt(bMs);
  const difference = byTime === 0n ? BigInt(aSeq) - BigInt(bSeq) : byTime;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
