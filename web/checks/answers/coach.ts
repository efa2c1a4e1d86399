/** What a coach's pages ask: the interviews that run, notes, a ticket for the live socket. */
import { identities } from '@greenroom/contracts';
import { deskIds, deskInterview, deskTurns, knowsDesk, longName } from '../desk-script.ts';
import { fixtureTicket } from '../fixture-socket.ts';
import { pass, type Answers, type Asked } from './answers.ts';

const coachId = '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a09';
/** What runs now; a check may let one begin. */
export const running: string[] = [deskIds.live, deskIds.typed, deskIds.long];
const nameOf = (id: string): string => (id === deskIds.long ? longName : 'Dana Reyes');

/** Notes that were pinned, for as long as this API stands. */
const notes: { id: string; interviewId: string; at: number; text: string; visibility: string }[] = [];
export const pinnedNotes = (interviewId: string) => notes.filter((note) => note.interviewId === interviewId);
const keys = new Map<string, string>();

const when = '2026-11-23T09:41:12.000Z';
const noteOf = ({ id, interviewId, at, text, visibility }: (typeof notes)[number]) => ({ id, interviewId, at, text, visibility, authorId: coachId, authorName: 'Cal Okonkwo-Vandenberghe', createdAt: when, updatedAt: when });
const standing = (interviewId: string): Parameters<typeof noteOf>[0][] =>
  interviewId === deskIds.live ? [{ id: '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0b01', interviewId, at: 42, text: 'You slow down before every number. Breathe out, then say it.', visibility: 'shared' }, { id: '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0b02', interviewId, at: 73, text: 'Asked for the result twice. Come back to it.', visibility: 'private' }] : [];

const grantOf = (digit: number, candidateId: string, candidateName: string) => ({ id: `6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0c0${digit}`, candidateId, candidateName, coachId, coachName: 'Cal Okonkwo-Vandenberghe', interviewId: null, createdAt: when });

const progressOf = (id: string) => {
  const coachLeads = id === deskIds.leads || id === deskIds.typed;
  return { phase: id === deskIds.over ? 'finishing' : 'talking', step: id === deskIds.over ? 'Scoring your answers' : 'The conversation', percent: 0, agentAttempts: 1, coachLeads, endReason: null };
};

const own = (answer: (asked: Asked) => unknown) => (asked: Asked) => (knowsDesk(asked.id) && asked.as === 'coach' ? answer(asked) : pass);

export const coachAnswers: Answers = {
  createTicket: ({ as }) => ({ ticket: fixtureTicket(as === 'coach' ? 'coach' : 'candidate'), expiresInSeconds: 30 }),
  readInterview: own(({ id }) => ({ interview: deskInterview(id), progress: progressOf(id) })),
  readTranscript: own(({ id }) => ({ turns: deskTurns(id) })),
  listNotes: own(({ id }) => ({ items: [...standing(id), ...pinnedNotes(id)].map(noteOf) })),
  addNote: own(({ id, body }) => {
    const known = keys.get(JSON.stringify([id, body]));
    const note = { id: known ?? crypto.randomUUID(), interviewId: id, at: Number(body['at']), text: String(body['text']), visibility: String(body['visibility']) };
    keys.set(JSON.stringify([id, body]), note.id);
    if (known === undefined) notes.push(note);
    return noteOf(note);
  }),
  listCoachGrants: ({ as, house }) => (house === 'empty' ? { given: [], received: [] } : as === 'coach' ? { given: [], received: [grantOf(1, '0b6f4c1e-5f0a-4d7e-8f57-1f7a4f6f2b11', 'Dana Reyes'), grantOf(2, deskInterview(deskIds.long).userId, longName)] } : pass),
  listInterviews: ({ as, query, house }) => {
    if (house === 'empty') return { items: [], nextCursor: null };
    if (as !== 'coach' || query.get('whose') !== 'granted' || query.get('status') !== 'in_progress') return pass;
    return { items: running.map((id) => ({ ...deskInterview(id), candidateName: nameOf(id) })), nextCursor: null };
  },
};

export const coachIdentity = identities.coach(coachId);
