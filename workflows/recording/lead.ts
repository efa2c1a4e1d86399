/**
 * Which coach interviews now: that coach's voice is the interviewer's, and is recorded. Any other coach in the room whispers, and
 * a whisper is for the candidate alone.
 */
import { identities, leaderAfter } from '@greenroom/contracts';
import type { Events } from '@greenroom/events';

export interface LeadWatch {
  /** As the room knows the coach; undefined: the interviewer leads. */
  readonly identity: string | undefined;
  /** Called after each change, until `end()`. */
  onChange(listener: () => void): void;
  end(): void;
}

/** From what was ordered of the interviewer, from the beginning, so that a recorder that is taken over knows of it. */
export function watchLead({ commands }: Pick<Events, 'commands'>, interviewId: string, onError: (error: unknown) => void): LeadWatch {
  const over = new AbortController();
  let leader: string | null = null;
  let listener = (): void => undefined;
  const follow = async (): Promise<void> => {
    const seen = new Set<string>();
    for await (const { sent } of commands.follow(interviewId, { after: '0', signal: over.signal })) {
      const next = seen.has(sent.id) ? leader : leaderAfter(leader, sent);
      seen.add(sent.id);
      if (next === leader) continue;
      leader = next;
      listener();
    }
  };
  follow().catch(onError);
  return {
    get identity() { return leader === null ? undefined : identities.coach(leader); },
    onChange(changed) { listener = changed; },
    end: () => over.abort(),
  };
}
