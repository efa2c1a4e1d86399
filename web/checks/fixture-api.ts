/**
 * A stand-in for the API while the site is looked at by itself: one finished interview (its words and measures were made
 * by the project's own measures), shown in every status. Everything it answers is parsed with the contract's schema first.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { administrationAnswers } from './answers/administration.ts';
import { pass, Refused, type Answers, type Asked } from './answers/answers.ts';
import { coachAnswers, coachIdentity } from './answers/coach.ts';
import { homeAnswers } from './answers/home.ts';
import { knowsTyped, liveAnswers, typedEvents, typedIds } from './answers/live.ts';
import { judged } from './answers/pauses.ts';
import { practiceAnswers } from './answers/practice.ts';
import { captionsOf, knowsReplay, peaksOf, recordingOf, replayAnswers } from './answers/replay.ts';
import { resumeAnswers } from './answers/resume.ts';
import { settingsAnswers } from './answers/settings.ts';
import { deskEvents, deskIds, knowsDesk } from './desk-script.ts';
import { attachFixtureSocket, type FixtureSocket } from './fixture-socket.ts';
import { AccountSettings, apiPrefix, identities, Interview, operations, Problem, Recording, Report, roleAttribute, roomName, Turn, type InterviewStatus, type OperationName } from '@greenroom/contracts';

export const account = { email: 'dana@example.com', password: 'rehearsal room 4' };
/** The same with a coach's eyes: nothing is this account's own, and one candidate has let it in. */
export const coachAccount = { email: 'cal@example.com', password: account.password };
const token = 'fixture-token';
/** Its middle says the role, as the real one does: the site reads it there. */
const coachToken = `fixture.${Buffer.from('{"role":"coach"}').toString('base64url')}.coach`;
/** One that administers: it has no interviews. */
export const adminAccount = { email: 'ada@example.com', password: account.password };
const adminToken = `fixture.${Buffer.from('{"role":"admin"}').toString('base64url')}.admin`;
/** A coach whom nobody has let in yet, and an administrator whose house is in trouble. */
export const newCoachAccount = { email: 'kim@example.com', password: account.password };
export const troubledAdminAccount = { email: 'tess@example.com', password: account.password };
const newCoachToken = `${coachToken}.new`;
const troubledAdminToken = `${adminToken}.troubled`;
const tokens = new Map([[account.email, token], [coachAccount.email, coachToken], [adminAccount.email, adminToken], [newCoachAccount.email, newCoachToken], [troubledAdminAccount.email, troubledAdminToken]]);
/** What each part of the site asks, besides the interviews themselves. */
const others: readonly Answers[] = [homeAnswers, administrationAnswers, coachAnswers, liveAnswers, practiceAnswers, replayAnswers, resumeAnswers, settingsAnswers];
/** What a link shows, and one that shows nothing. */
export const links = { all: 'a'.repeat(43), report: 'r'.repeat(43), transcript: 't'.repeat(43), recording: 'c'.repeat(43), over: 'o'.repeat(43) } as const;
/** Invitations' links: to everything, and one that was taken back. */
export const invitations = { all: 'i'.repeat(43), over: 'o'.repeat(43) } as const;
/** Of a letter for a forgotten password; any other is used up. */
export const goodResetToken = 'p'.repeat(43);
/** A made-up refresh token: 43 characters, the number of the refresh at its end. */
const refreshToken = (number: number) => String(number).padStart(43, 'f');

const example = JSON.parse(readFileSync(new URL('./interview.json', import.meta.url), 'utf8'));
const finished = Interview.parse(example.interview);
const report = Report.parse(example.report);
const turns = Turn.array().parse(example.turns);
const recording = Recording.parse(example.recording);

/** One interview per status; their ids differ in the last digit. */
export const ids = {
  pending: idEndingIn(1),
  in_progress: idEndingIn(2),
  finishing: idEndingIn(3),
  completed: idEndingIn(4),
  abandoned: idEndingIn(5),
  failed: idEndingIn(6),
} as const satisfies Record<InterviewStatus, string>;

function idEndingIn(digit: number): string {
  return finished.id.slice(0, -1) + digit;
}

export interface LiveKit {
  url: string;
  apiKey: string;
  apiSecret: string;
}

export interface FixtureApi {
  url: string;
  /** The status that interview `id` is answered with from now on. */
  setStatus(id: string, status: InterviewStatus): void;
  /** How often a session was refreshed; here each refresh token works exactly once. */
  refreshes(): number;
  /** From now on every refresh is refused (401), or the API does not answer it (503). */
  refuseRefreshes(status: 401 | 503 | undefined): void;
  /** The live socket, at the same address. */
  socket: FixtureSocket;
  close(): Promise<void>;
}

export async function startFixtureApi(livekit: LiveKit | undefined): Promise<FixtureApi> {
  const statuses = new Map<string, InterviewStatus>(Object.entries(ids).map(([status, id]) => [id, status as InterviewStatus]));
  let refreshes = 0;
  let refused: 401 | 503 | undefined;
  const sessions = [4, 5].map((digit) => ({
    id: idEndingIn(digit), method: digit === 4 ? 'password' : 'google', userAgent: digit === 4 ? 'This browser' : 'Mozilla/5.0 (a telephone with a rather long name for itself; and more) AppleWebKit/605.1.15 Mobile/15E148',
    createdAt: finished.createdAt, lastUsedAt: finished.createdAt, expiresAt: finished.createdAt, current: digit === 4,
  }));
  const signedIn = () => ({
    accessToken: token, expiresInSeconds: 900, refreshToken: refreshToken(refreshes), refreshExpiresInSeconds: 7 * 24 * 3600,
    user: { id: finished.userId, email: account.email, fullName: 'Dana Reyes', role: 'candidate', emailVerified: true },
  });
  let deletionPlannedAt: string | null = null;
  const settings = AccountSettings.parse({ timeZone: 'Europe/Berlin' });
  const ownAccount = () => ({
    id: finished.userId, email: account.email, emailVerified: true, fullName: 'Dana Reyes', role: 'candidate', settings,
    createdAt: '2026-10-01T09:00:00.000Z', deletionPlannedAt,
  });

  const coachId = idEndingIn(9);
  const grant = { id: idEndingIn(0), candidateId: finished.userId, candidateName: 'Dana Reyes', coachId, coachName: 'Cal Okonkwo-Vandenberghe', interviewId: null, createdAt: finished.createdAt };
  const coachScore = { dimension: 'content', value: 74, reason: 'The story has a result; it came late, and the rules stopped looking. Say it first.', coachId, coachName: grant.coachName, createdAt: finished.createdAt, updatedAt: finished.createdAt };
  const notes = [[1, 42, 'You slow down before every number. Breathe out, then say it.', 'shared', coachId, grant.coachName], [2, 75, 'Ask Cal about this one.', 'private', finished.userId, 'Dana Reyes']] as const;
  const notesOf = (id: string) => notes.map(([digit, at, text, visibility, authorId, authorName]) => ({ id: idEndingIn(digit), interviewId: id, authorId, authorName, at, text, visibility, createdAt: finished.createdAt, updatedAt: finished.createdAt }));
  const sharedNotes = (id: string) => notesOf(id).filter(({ visibility }) => visibility === 'shared');
  const share = (digit: number, scope: string[], change = {}) => ({ id: idEndingIn(digit), scope, createdAt: finished.createdAt, expiresAt: '2099-01-01T09:00:00.000Z', revokedAt: null, views: 0, lastViewedAt: null, ...change });
  const shared = (which: string) => {
    const shows = (part: string) => which === links.all || which === links[part as 'report'];
    return {
      candidateName: 'Dana Reyes', interview: finished, scope: which === links.all ? ['report', 'transcript', 'recording'] : which === links.recording ? ['recording'] : [shows('report') ? 'report' : 'transcript'], expiresAt: '2099-01-01T09:00:00.000Z',
      report: shows('report') ? report : null, overrides: shows('report') ? [coachScore] : [], recording: which === links.all || which === links.recording ? recording : null,
      turns: shows('transcript') ? turns.map((turn) => (shows('report') ? turn : { ...turn, marks: [], measures: null, responseDelayMs: null })) : null,
    };
  };

  const answers: { [N in OperationName]?: (id: string, body: Record<string, string>) => unknown } = {
    listNotes: (id) => ({ items: notesOf(id) }),
    listShares: () => ({ items: [share(1, ['report', 'transcript'], { views: 3, lastViewedAt: finished.createdAt }), share(2, ['report', 'transcript', 'recording'], { revokedAt: finished.createdAt })] }),
    createShare: () => ({ share: share(3, ['report']), token: links.all, url: `https://greenroom.example/shared/${links.all}` }),
    listCoachGrants: () => ({ given: [grant], received: [grant] }),
    listCoachInvites: () => ({ items: [{ id: idEndingIn(7), interviewId: ids.completed, email: 'another.coach@a-rather-long-host-name.example.com', createdAt: finished.createdAt, expiresAt: '2099-01-01T09:00:00.000Z' }] }),
    inviteCoach: () => ({ invite: { id: idEndingIn(8), interviewId: null, email: null, createdAt: finished.createdAt, expiresAt: '2099-01-01T09:00:00.000Z' }, token: invitations.all, url: `https://greenroom.example/coach/accept#${invitations.all}` }),
    openCoachInvite: () => ({ candidateName: 'Dana Reyes', interview: { type: finished.type, role: finished.role, level: finished.level }, expiresAt: '2099-01-01T09:00:00.000Z', own: false }),
    readAccount: () => ownAccount(),
    me: () => ({ ...signedIn().user, emailVerified: false, hasPassword: true, providers: ['google'] }),
    listSessions: () => ({ items: sessions }),
    sendVerification: () => ({ emailVerified: false }),
    changeAccount: (_, body) => {
      Object.assign(settings, body.settings);
      return ownAccount();
    },
    deleteAccount: () => {
      deletionPlannedAt = '2026-12-07T09:00:00.000Z';
      return { deletionPlannedAt };
    },
    restoreAccount: () => {
      deletionPlannedAt = null;
      return ownAccount();
    },
    listExports: () => ({ items: (['gathering', 'ready', 'expired'] as const).map((status, index) => ({ id: idEndingIn(index), status, sizeBytes: status === 'ready' ? 1024 : null, createdAt: '2026-11-20T09:00:00.000Z', expiresAt: status === 'gathering' ? null : '2026-11-27T09:00:00.000Z' })) }),
    exportAccount: () => ({ id: idEndingIn(0), status: 'gathering', sizeBytes: null, createdAt: '2026-11-20T09:00:00.000Z', expiresAt: null }),
    listInterviews: () => ({ items: [...statuses.keys()].map(interviewOf), nextCursor: null }),
    createInterview: (_, body) => ({ ...interviewOf(ids.pending), role: body.role, type: body.type, level: body.level }),
    readInterview: (id) => ({ interview: interviewOf(id), progress: progressOf(statuses.get(id)) }),
    startInterview: async (id) => {
      if (statuses.get(id) === 'pending') statuses.set(id, 'in_progress');
      if (livekit) await new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret).createRoom({ name: roomName(id) });
      const identity = identities.candidate(finished.userId);
      const access = new AccessToken(livekit?.apiKey ?? 'devkey', livekit?.apiSecret ?? 'secret', { identity, ttl: 3600 });
      access.addGrant({ room: roomName(id), roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: true });
      return { url: livekit?.url ?? 'ws://127.0.0.1:1', token: await access.toJwt(), room: roomName(id), identity };
    },
    joinInterview: async (id, { mode }) => {
      const access = new AccessToken(livekit?.apiKey ?? 'devkey', livekit?.apiSecret ?? 'secret', { identity: coachIdentity, ttl: 120, attributes: { [roleAttribute]: 'coach' } });
      access.addGrant({ room: roomName(id), roomJoin: true, canPublish: mode === 'speak', canSubscribe: true, canPublishData: false, hidden: mode !== 'speak' });
      return { url: livekit?.url ?? 'ws://127.0.0.1:1', token: await access.toJwt(), room: roomName(id), identity: coachIdentity };
    },
    completeInterview: (id) => {
      statuses.set(id, 'finishing');
      return { status: 'finishing' };
    },
    readTranscript: (id) => ({ turns: (statuses.get(id) === 'completed' ? judged(soFar(id)) : soFar(id)).map((turn) => ({ ...turn, interviewId: id })) }),
    addressRecording: (id) => ({ url: `${apiPrefix}/recordings/${id}?expires=1&signature=fixture`, expiresAt: new Date().toISOString() }),
    readReport: (id) => ({ report: { ...report, interviewId: id }, scores: report.scores, overrides: [coachScore], recording: { ...recording, interviewId: id } }),
  };

  /** The interview that runs from the beginning is at its first follow-up; one started here has just begun. */
  const soFar = (id: string) => (statuses.get(id) !== 'in_progress' ? turns : id === ids.in_progress ? turns.slice(0, 4) : []);

  function interviewOf(id: string) {
    const status = statuses.get(id) ?? 'pending';
    if (status === 'completed') return { ...finished, id };
    const started = status === 'pending' ? null : new Date().toISOString();
    return { ...finished, id, status, overallScore: null, duration: status === 'failed' ? 94 : null, startedAt: started, completedAt: null };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(apiPrefix, '');
    const sent = Buffer.concat(await Array.fromAsync(request)).toString();
    // A file is taken as it comes, in the one field that no JSON body has.
    const body = request.headers['content-type']?.startsWith('multipart/') ? { sent } : JSON.parse(sent || '{}');
    const id = /^\/interviews\/([0-9a-f-]{36})/.exec(path)?.[1] ?? '';

    if (path === '/auth/login') {
      const accessToken = body.password === account.password ? tokens.get(body.email) : undefined;
      if (accessToken === undefined) return problem(response, 401, 'E-mail address or password is wrong.');
      return reply(response, 'login', { ...signedIn(), accessToken });
    }
    if (path === '/auth/refresh') {
      if (refused !== undefined) return problem(response, refused, 'No.');
      if (body.refreshToken !== refreshToken(refreshes)) return problem(response, 401, 'This session is over.');
      refreshes++;
      return reply(response, 'refresh', signedIn());
    }
    if (path === '/auth/logout') return void response.writeHead(204).end();
    if (path === '/auth/providers') return reply(response, 'listProviders', { items: [{ id: 'google', name: 'Google' }] });
    if (path === '/auth/register') return reply(response, 'register', { letter: 'on-its-way' });
    if (path === '/auth/forgot-password') return void response.writeHead(202).end();
    if (path === '/auth/verify-email') return reply(response, 'verifyEmail', { email: account.email });
    if (path === '/auth/reset-password' && body.token === goodResetToken) return void response.writeHead(204).end();
    if (path === '/auth/reset-password') return problem(response, 410, 'This link was used before or is older than an hour. Ask for a new letter.');
    if (path.startsWith('/recordings/')) return sendRange(request, response, recordingOf(path.slice('/recordings/'.length).split('?')[0] ?? ''));
    const sharedToken = /^\/shared\/([\w-]+)(\/recording(?:\/peaks)?)?$/.exec(path);
    if (sharedToken !== null) {
      if (sharedToken[1] === links.over || !Object.values<string | undefined>(links).includes(sharedToken[1])) return problem(response, 404, 'This link shows nothing (any more). Ask whoever sent it for a new one.');
      if (sharedToken[2] === undefined) return reply(response, 'readShared', shared(sharedToken[1] ?? ''));
      if (sharedToken[2] === '/recording/peaks') return reply(response, 'readSharedPeaks', peaksOf(ids.completed));
      return reply(response, 'readSharedRecording', { url: `${apiPrefix}/recordings/${ids.completed}?expires=1&signature=fixture`, expiresAt: new Date().toISOString() });
    }
    const sentToken = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (![...tokens.values()].includes(sentToken)) return problem(response, 401, 'Sign in.');
    const asCoach = sentToken.startsWith(coachToken);
    const asAdmin = sentToken.startsWith(adminToken);
    const house = sentToken === newCoachToken ? 'empty' : sentToken === troubledAdminToken ? 'troubled' : 'usual';
    if (id !== '' && !statuses.has(id) && !knowsReplay(id) && !knowsDesk(id) && !knowsTyped(id)) return problem(response, 404, 'There is no interview with this address, or it belongs to someone else.');

    if (asCoach && path === '/auth/me') return reply(response, 'me', { ...signedIn().user, id: coachId, email: coachAccount.email, fullName: grant.coachName, role: 'coach', hasPassword: true, providers: [] });
    if (house !== 'empty' && path.startsWith('/interviews?whose=granted') && !path.includes('status=')) return reply(response, 'listInterviews', { items: path.includes('cursor=') ? [] : [...statuses.keys()].map((each) => ({ ...interviewOf(each), candidateName: 'Dana Reyes' })), nextCursor: path.includes('cursor=') ? null : 'more' });
    if (path === '/coach/invitation' && body.token === invitations.over) return problem(response, 404, 'This invitation does not work (any more).');
    if (asCoach && request.method === 'GET' && path.endsWith('/notes') && !knowsDesk(id)) return reply(response, 'listNotes', { items: sharedNotes(id) });
    const [bare = path, search] = path.split('?');
    const asked: Asked = { id: /[0-9a-f-]{36}/.exec(path)?.[0] ?? '', path, query: new URLSearchParams(search), body, as: asCoach ? 'coach' : asAdmin ? 'admin' : 'candidate', house };
    // Captions are text, not JSON.
    if (bare.endsWith('/transcript') && asked.query.get('format') === 'vtt') return void response.writeHead(200, { 'content-type': 'text/vtt; charset=utf-8' }).end(captionsOf(asked.id));
    for (const part of others) {
      const matching = (Object.keys(part) as OperationName[]).find((key) => operations[key].method === request.method && matches(operations[key].path, bare));
      if (matching === undefined) continue;
      try {
        const value = await part[matching]?.(asked);
        if (value !== pass) return reply(response, matching, value);
      } catch (error) {
        if (error instanceof Refused) return problem(response, error.status, error.message, error.kind);
        throw error;
      }
    }
    const shape = id === '' ? bare : bare.replace(id, ':id');
    const name = (Object.keys(answers) as OperationName[]).find((key) => operations[key].path === shape && operations[key].method === request.method);
    const make = name === undefined ? undefined : answers[name];
    if (name === undefined || make === undefined) return problem(response, 404, 'There is nothing here.');
    return reply(response, name, await make(id, body));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => problem(response, 500, String(error)));
  });
  const socket = attachFixtureSocket(server);
  for (const id of Object.values(deskIds)) socket.publish(id, ...deskEvents(id));
  for (const id of Object.values(typedIds)) socket.publish(id, ...typedEvents(id));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    socket,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setStatus: (id, status) => void statuses.set(id, status),
    refreshes: () => refreshes,
    refuseRefreshes: (status) => void (refused = status),
    close: () =>
      new Promise((closed) => {
        socket.close();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function progressOf(status: InterviewStatus | undefined) {
  if (status !== 'finishing') return null;
  return { phase: 'finishing', step: 'Joining both recordings', percent: 40, agentAttempts: 1, endReason: 'finished' };
}

function reply(response: ServerResponse, name: OperationName, value: unknown): void {
  const operation = operations[name];
  const parsed = 'reply' in operation ? operation.reply.parse(value) : undefined;
  response.writeHead(operation.status, { 'content-type': 'application/json' }).end(JSON.stringify(parsed));
}

/** `/interviews/:id/notes` matches any one segment in the place of `:id`. */
function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path);
}

function problem(response: ServerResponse, status: number, detail: string, type = 'about:blank'): void {
  const value = Problem.parse({ type, title: 'This cannot be done', status, detail, retryable: status >= 500 });
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(value));
}

function sendRange(request: IncomingMessage, response: ServerResponse, file: Buffer): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const headers = { 'content-type': recording.contentType, 'accept-ranges': 'bytes' };
  if (range === null) return void response.writeHead(200, { ...headers, 'content-length': file.length }).end(file);
  const first = Number(range[1]);
  const last = Math.min(range[2] ? Number(range[2]) : file.length - 1, file.length - 1);
  response.writeHead(206, { ...headers, 'content-length': last - first + 1, 'content-range': `bytes ${first}-${last}/${file.length}` });
  response.end(file.subarray(first, last + 1));
}
