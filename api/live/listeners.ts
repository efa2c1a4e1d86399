/**
 * Who listens to an interview besides its candidate: coaches in the room, seen or hidden, and coaches on the live socket of any
 * instance. The candidate is told whenever it changes, by an event on the interview's stream and by one into the room.
 */
import { listening, type Interview, type Listener, type LiveEvent } from '@greenroom/contracts';
import { findInterview, namesOf } from '@greenroom/database';
import type { Context } from '../context.ts';

type Parts = Pick<Context, 'database' | 'events' | 'rooms' | 'log'>;

interface Present {
  /** Each once, by name. Whoever leads is among them, also while away. */
  people: Listener[];
  leader: { coachId: string; here: boolean } | undefined;
}

/** The coaches who follow it now. @throws when Redis or the room cannot be asked */
export async function listenersOf(parts: Parts, interview: Pick<Interview, 'id' | 'mode' | 'status'>): Promise<Listener[]> {
  return (await present(parts, interview)).people;
}

async function present({ database, events, rooms }: Parts, { id, mode, status }: Pick<Interview, 'id' | 'mode' | 'status'>): Promise<Present> {
  if (status !== 'pending' && status !== 'in_progress') return { people: [], leader: undefined };
  const [following, leading, inRoom] = await Promise.all([
    events.listening.followers(id),
    events.listening.leader(id),
    mode === 'spoken' && status === 'in_progress' ? rooms.coachesIn(id) : [],
  ]);
  const here = new Set([...following, ...inRoom.map(({ coachId }) => coachId)]);
  const speaking = new Set(inRoom.filter(({ hidden }) => !hidden).map(({ coachId }) => coachId));
  const names = await namesOf(database, [...new Set([...here, ...(leading === null ? [] : [leading])])]);
  const people = names
    .map(({ id: coachId, fullName }): Listener => ({ name: fullName, state: coachId === leading ? 'leads' : speaking.has(coachId) ? 'in_room' : 'listens' }))
    .sort((a, b) => a.name.localeCompare(b.name));
  // In a spoken interview whoever leads is heard in the room: an open desk alone would leave the candidate in silence.
  const there = mode === 'spoken' ? speaking : here;
  return { people, leader: leading === null ? undefined : { coachId: leading, here: there.has(leading) } };
}

export interface ListenerNews {
  /**
   * Somebody may have come or gone: tells the interview's candidate and coaches, if the list is another one than was told.
   * Never throws: what fails now is tried again with the next look.
   * @param again also when it is the same, to those in the room: somebody has just come in
   */
  changed(interviewId: string, options?: { again?: boolean }): Promise<void>;
  /** Looks again at every interview with listeners whose moment has come. Called every few seconds. */
  look(): Promise<void>;
}

/** Rounds in one telling: each is caused by another instance that told something else meanwhile. */
const mostRounds = 5;

/** @param handBack the interviewer goes on in place of this coach */
export function createListenerNews(parts: Parts, handBack: (interview: Interview, coachId: string) => Promise<void>): ListenerNews {
  const { database, events, rooms, log } = parts;
  /** What is being told, so that two changes at once are told one after the other. */
  const telling = new Map<string, Promise<void>>();

  async function tell(interviewId: string, again: boolean): Promise<void> {
    const interview = await findInterview(database, interviewId);
    if (interview === undefined || (interview.status !== 'pending' && interview.status !== 'in_progress')) return events.listening.unwatch(interviewId);
    const startedAt = interview.startedAt === null ? undefined : Date.parse(interview.startedAt);
    let said: string | undefined;
    for (let round = 0; round < mostRounds; round += 1) {
      const { people, leader } = await present(parts, interview);
      // Also when nobody listens any more: that has to be told, too, before it is looked at no longer.
      await events.listening.lookAgainAt(interviewId, Date.now() + listening.everyMs);
      const unwatched = people.length === 0 ? () => events.listening.unwatch(interviewId) : () => Promise.resolve();
      // Before the start there is no clock and nobody to tell: the start tells.
      if (startedAt === undefined) return unwatched();
      // Taking over silences the interviewer: a coach who never comes back would leave the candidate in silence.
      const awaySince = leader && (await events.listening.leaderSeen(interviewId, leader.here));
      if (leader !== undefined && awaySince !== undefined && Date.now() - awaySince >= listening.leaderAwayMs) return handBack(interview, leader.coachId);
      const list = JSON.stringify(people);
      const before = (await events.listening.told(interviewId)) ?? '[]';
      const event: LiveEvent = { type: 'listeners', at: Math.max(0, (Date.now() - startedAt) / 1000), people };
      if (before === list && (said === undefined || said === list)) {
        if (again && said === undefined && interview.mode === 'spoken') await rooms.sendEvent(interview, event);
        return unwatched();
      }
      said = list;
      await events.publish(interviewId, event);
      if (interview.mode === 'spoken') await rooms.sendEvent(interview, event);
      // Only now: what failed is told again with the next look.
      await events.listening.setTold(interviewId, list);
      // Once more: another instance may have told an older list after ours.
    }
  }

  async function changed(interviewId: string, { again = false } = {}): Promise<void> {
    const before = telling.get(interviewId) ?? Promise.resolve();
    const next = before.then(() => tell(interviewId, again)).catch((error: unknown) => log.warn({ error, 'interview.id': interviewId }, 'Who listens could not be told; it is tried again'));
    telling.set(interviewId, next);
    await next;
    if (telling.get(interviewId) === next) telling.delete(interviewId);
  }

  return {
    changed,
    async look() {
      const due = await events.listening.due(Date.now(), listening.everyMs).catch((error: unknown) => {
        log.debug({ error }, 'Who listens cannot be looked up');
        return [];
      });
      await Promise.all(due.map((interviewId) => changed(interviewId)));
    },
  };
}
