/**
 * Who may do what: the one table that REST, the live socket and LiveKit tokens ask.
 *
 * A row names an action and what it acts on. For each role it lists how one must stand to that thing:
 * - `own`: it is one's own (for `self`: one's account).
 * - `granted`: its owner has given one access as a coach, for this interview or for all, and has not taken it back.
 * - `foreign`: none of these. Nobody may do anything to a foreign interview; that somebody may act on other people's accounts is
 *   an administrator's work. What one may not even know of looks as if it did not exist (404 instead of 403).
 *
 * An administrator sees that an interview runs, and never what is said in it.
 */
import type { UserRole } from './interview.ts';

export const relations = ['own', 'granted', 'foreign'] as const;
export type Relation = (typeof relations)[number];
/** What an action acts on. `self`: one's own account; `system`: everyone's. */
export type Subject = 'interview' | 'resume' | 'self' | 'system';

type Row = { readonly on: Subject } & { readonly [R in UserRole]: readonly Relation[] };

const own = { candidate: ['own'], coach: ['own'], admin: ['own'] } as const;
const ownerAndCoach = { candidate: ['own'], coach: ['own', 'granted'], admin: ['own'] } as const;
const coachOnly = { candidate: [], coach: ['granted'], admin: [] } as const;

export const permissions = {
  'interview:create': { on: 'self', ...own },
  'interview:list': { on: 'self', ...own },
  'interview:read': { on: 'interview', ...ownerAndCoach },
  'interview:delete': { on: 'interview', ...own },
  /** Start, answer, pause, resume, complete: what only the candidate does. */
  'interview:hold': { on: 'interview', ...own },
  /** Come into the room: the candidate to speak, a coach to listen. */
  'interview:join': { on: 'interview', ...ownerAndCoach },
  /** Subscribe to its live events; which ones, depends on the role. */
  'interview:watch': { on: 'interview', ...ownerAndCoach },
  /** Whisper, steer, take over and hand back. */
  'interview:steer': { on: 'interview', ...coachOnly },
  'note:read': { on: 'interview', ...ownerAndCoach },
  'note:write': { on: 'interview', ...ownerAndCoach },
  /** Put one's own score beside the machine's, with a reason. */
  'score:override': { on: 'interview', ...coachOnly },
  /** Make, list and revoke links that show it to others. */
  'interview:share': { on: 'interview', ...own },
  /** Invite a coach to it. */
  'interview:invite': { on: 'interview', ...own },

  /** Invite a coach to all of one's interviews. */
  'coach:invite': { on: 'self', ...own },
  /** Accept a candidate's invitation. */
  'coach:accept': { on: 'self', candidate: [], coach: ['own'], admin: [] },
  /** See and end the grants that one has given or been given. */
  'coach:grants': { on: 'self', ...own },

  'question:read': { on: 'self', ...own },
  'resume:upload': { on: 'self', ...own },
  'resume:list': { on: 'self', ...own },
  'resume:read': { on: 'resume', ...own },
  'resume:change': { on: 'resume', ...own },
  'analytics:read': { on: 'self', ...own },
  'account:read': { on: 'self', ...own },
  'account:change': { on: 'self', ...own },
  /** A ticket for the live socket. */
  'live:connect': { on: 'self', ...own },

  'admin:read': { on: 'system', candidate: [], coach: [], admin: ['foreign'] },
  'admin:change': { on: 'system', candidate: [], coach: [], admin: ['foreign'] },
} as const satisfies Record<string, Row>;
export type Action = keyof typeof permissions;

/** Whether someone with this role, standing so to the thing, may do it. */
export function may(role: UserRole, relation: Relation, action: Action): boolean {
  return (permissions[action][role] as readonly Relation[]).includes(relation);
}

/** What someone may do inside a LiveKit room. */
export interface RoomRights {
  /** The action that one must be allowed to come in like this. */
  action: Action;
  /** Nobody in the room sees that one is there. What a hidden participant sends reaches nobody's player, so it sends nothing. */
  hidden: boolean;
  microphone: boolean;
  /** Messages to the room (typed answers). A coach's orders go through the API, which checks each of them. */
  data: boolean;
}
/**
 * The ways into a room, and what each allows; tokens are made from this and from nothing else. Everyone hears everyone, and
 * nobody may change the attributes in which roles travel.
 */
export const roomRights = {
  candidate: { action: 'interview:hold', hidden: false, microphone: true, data: true },
  /** A coach who listens. */
  listening: { action: 'interview:join', hidden: true, microphone: false, data: false },
  /** The same coach, come in again to whisper or to take over. */
  speaking: { action: 'interview:steer', hidden: false, microphone: true, data: false },
} as const satisfies Record<string, RoomRights>;
export type RoomEntry = keyof typeof roomRights;
