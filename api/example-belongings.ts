/** A person with one of everything, for tests that go through all operations: what may be read is there, what may be removed too. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { UserRole } from '@greenroom/contracts';
import {
  addCoachInvite, addGrant, addNote, addShareLink, beginExport, createInterview, createResume, createResumeAnalysis, createSession, createUser, endExport, putScoreOverride, savePeaks, saveReport, saveTurn, setInterviewStatus, startInterview, upsertRecording,
} from '@greenroom/database';
import { exampleQuestion, exampleReport, exampleTurn } from '@greenroom/database/example-rows';
import { keys } from '@greenroom/files';
import type { Context } from './context.ts';

export interface Person {
  id: string;
  email: string;
  password: string;
  token: string;
}
export interface Belongings {
  /** Planned, not begun. */
  plannedId: string;
  /** Held, with turns, report and recording. */
  heldId: string;
  otherHeldId: string;
  noteId: string;
  shareId: string;
  shareToken: string;
  grantId: string;
  inviteId: string;
  inviteToken: string;
  resumeId: string;
  analysisId: string;
  exportId: string;
  sessionId: string;
}

export async function createPerson({ database, passwords, tokens }: Context, role: UserRole): Promise<Person> {
  const password = 'a rather long sentence';
  const email = `${randomUUID()}@example.com`;
  // One hash for all: it takes a quarter of a second.
  knownHash ??= passwords.hash(password);
  const { id } = await createUser(database, { email, passwordHash: await knownHash, fullName: 'Dana Reyes', role, emailVerified: true });
  return { id, email, password, token: await tokens.issue({ userId: id, role }) };
}
let knownHash: Promise<string> | undefined;

const secret = () => {
  const text = randomBytes(32).toString('base64url');
  return { text, hash: createHash('sha256').update(text).digest() };
};
const inAnHour = () => new Date(Date.now() + 3_600_000);

/** @param author of the note: the owner, or the coach who sees it */
export async function createBelongings({ database, files }: Context, ownerId: string, coachId: string, author = ownerId): Promise<Belongings> {
  const plan = { userId: ownerId, type: 'behavioral', mode: 'spoken', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, resumeId: null, questions: [exampleQuestion('q1')] } as const;
  const held = async (): Promise<string> => {
    const { id } = await createInterview(database, { ...plan, questions: [exampleQuestion('q1')] });
    await startInterview(database, id, Date.now() - 60_000);
    for (let seq = 0; seq < 3; seq += 1) await saveTurn(database, exampleTurn(id, seq));
    await saveReport(database, exampleReport(id));
    await upsertRecording(database, { interviewId: id, status: 'ready', contentType: 'audio/ogg; codecs=opus', durationSeconds: 10, offsetSeconds: 0.5, sizeBytes: 5, segments: 1 });
    await savePeaks(database, id, { perSecond: 20, candidate: [0, 40], interviewer: [60, 0] });
    await files.put(keys.recording(id), Buffer.from('sound'), 'audio/ogg');
    await setInterviewStatus(database, id, ['in_progress'], 'completed', { completedAt: new Date(), duration: 10, endReason: 'finished' });
    return id;
  };
  const [planned, heldId, otherHeldId] = [await createInterview(database, { ...plan, questions: [exampleQuestion('q1')] }), await held(), await held()];
  const [share, invite, session] = [secret(), secret(), secret()];
  const resumeId = randomUUID();
  const fileKey = keys.resume(ownerId, resumeId);
  const text = Buffer.from('Dana Reyes\nExperience\nLed a team of five.');
  await files.putEncrypted(fileKey, text);
  await createResume(database, { id: resumeId, userId: ownerId, fileKey, fileName: 'resume.txt', format: 'text', sizeBytes: text.length, pages: null, targetRole: null, text: text.toString(), readability: [] }, 10);
  const copy = await beginExport(database, ownerId);
  if (copy === undefined) throw new Error('Belongings are made once per person.');
  await files.put(keys.accountExport(ownerId, copy.id), Buffer.from('zip'), 'application/zip');
  await endExport(database, copy.id, { status: 'ready', sizeBytes: 3, expiresAt: inAnHour() });
  await putScoreOverride(database, { interviewId: heldId, coachId, dimension: 'clarity', value: 70, reason: 'Clearer than the rules saw.' });
  return {
    plannedId: planned.id,
    heldId,
    otherHeldId,
    noteId: (await addNote(database, { interviewId: heldId, authorId: author, at: 1, text: 'A note', visibility: 'shared' })).id,
    shareId: (await addShareLink(database, { interviewId: heldId, tokenHash: share.hash, scope: ['report', 'transcript', 'recording'], expiresAt: inAnHour() }, 10))?.id ?? '',
    shareToken: share.text,
    grantId: await addGrant(database, { candidateId: ownerId, coachId, interviewId: null }),
    inviteId: (await addCoachInvite(database, { candidateId: ownerId, interviewId: null, email: null, tokenHash: invite.hash, expiresAt: inAnHour() }, 10))?.id ?? '',
    inviteToken: invite.text,
    resumeId,
    analysisId: (await createResumeAnalysis(database, ownerId, { resumeId, jobDescription: null, targetRole: undefined }))?.id ?? '',
    exportId: copy.id,
    sessionId: (await createSession(database, { userId: ownerId, method: 'password', userAgent: null, tokenHash: session.hash })).id,
  };
}
