/** A small house with something of everything: an administrator sees it, everybody else is refused. */
import { Refused, type Answers, type Asked } from './answers.ts';

const at = '2026-11-20T09:30:00.000Z';
const id = (digit: number) => `b1d0c3a4-7e5f-4a6b-8c9d-0e1f2a3b4c0${digit}`;
/** The stand-in's own account has the id that `me` gives. */
const own = '0b6f4c1e-5f0a-4d7e-8f57-1f7a4f6f2b11';

interface User { id: string; email: string; emailVerified: boolean; fullName: string; role: string; createdAt: string; disabledAt: string | null }
const users: User[] = [
  { id: own, email: 'ada@example.com', emailVerified: true, fullName: 'Ada Lindqvist', role: 'admin', createdAt: at, disabledAt: null },
  { id: id(1), email: 'dana@example.com', emailVerified: true, fullName: 'Dana Reyes', role: 'candidate', createdAt: at, disabledAt: null },
  { id: id(2), email: `a.very.long.address.of.somebody.who.has.many.names@${'department.'.repeat(4)}example.com`, emailVerified: false, fullName: 'Maximiliane Hohenstein-Auerbach von und zu Trauttenberg', role: 'coach', createdAt: at, disabledAt: null },
  { id: id(3), email: 'robot@example.com', emailVerified: false, fullName: 'Robin Otter', role: 'candidate', createdAt: at, disabledAt: '2026-11-21T12:00:00.000Z' },
];

function only({ as }: Asked): void {
  if (as !== 'admin') throw new Refused(404, 'There is nothing here.');
}

/** Also for an administrator alone, and not while Temporal is away. */
function onlyWithTemporal(asked: Asked): void {
  only(asked);
  if (asked.house === 'troubled') throw new Refused(503, 'Temporal does not answer at the moment. What runs goes on when it is back.');
}

export const administrationAnswers: Answers = {
  listUsers: (asked) => {
    only(asked);
    const { query } = asked;
    const q = query.get('q')?.toLowerCase();
    const items = users.filter((user) => (q === undefined || `${user.fullName} ${user.email}`.toLowerCase().includes(q)) && (query.get('role') ?? user.role) === user.role && (query.get('disabled') === null || query.get('disabled') === String(user.disabledAt !== null)));
    return { items: query.get('cursor') === 'more' ? [] : items, nextCursor: q === undefined && query.get('cursor') === null ? 'more' : null };
  },
  changeUser: (asked) => {
    only(asked);
    const user = users.find((each) => each.id === asked.id);
    if (user === undefined) throw new Refused(404, 'There is no account with this id.');
    const { role = user.role, disabled } = asked.body as { role?: string; disabled?: boolean };
    if (user.id === id(2) && role === 'admin') throw new Refused(409, 'An account whose address is not confirmed cannot administer.');
    Object.assign(user, { role, disabledAt: disabled === undefined ? user.disabledAt : disabled ? at : null });
    return user;
  },
  listRunningInterviews: (asked) => {
    onlyWithTemporal(asked);
    return { items: [{ id: id(5), userId: id(1), type: 'behavioral', mode: 'spoken', status: 'in_progress', startedAt: at, pausedAt: null }, { id: id(6), userId: id(1), type: 'hr', mode: 'typed', status: 'in_progress', startedAt: at, pausedAt: at }] };
  },
  readParts: (asked) => {
    only(asked);
    const failing = asked.house === 'troubled' ? ['files', 'temporal'] : ['files'];
    return { parts: [['database', 3], ['redis', 1], ['files', 12], ['livekit', 8], ['temporal', 5]].map(([name, milliseconds]) => ({ name, status: failing.includes(String(name)) ? 'failing' : 'ok', milliseconds })), openSockets: 3, upSeconds: 93_000 };
  },
  checkProviders: (asked) => {
    only(asked);
    return {
      items: [
        { task: 'hearing', name: 'Moonshine tiny-en, on this machine', status: 'ok', milliseconds: 130, detail: null },
        { task: 'thinking', name: 'gemini-2.5-flash', status: 'failing', milliseconds: 5000, detail: 'No answer within five seconds. The question bank and local rules run instead.' },
        { task: 'voice', name: 'Piper, on this machine', status: 'ok', milliseconds: 190, detail: null },
        { task: 'tone', name: 'word list, on this machine', status: 'fallback', milliseconds: null, detail: 'No key of Hugging Face is set.' },
        { task: 'embeddings', name: 'full text search', status: 'fallback', milliseconds: null, detail: 'Sentences are compared by their words.' },
      ],
    };
  },
  listFailedWorkflows: (asked) => {
    onlyWithTemporal(asked);
    return { items: [{ workflowId: `interview-${id(7)}`, runId: 'c0ffee00-0000-4000-8000-000000000001', type: 'interview', status: 'failed', startedAt: at, closedAt: at, reason: 'The recording could not be joined: segment 14 is missing in the file store.', link: 'http://127.0.0.1:8233/namespaces/default/workflows/interview' }, { workflowId: 'letter-7', runId: 'c0ffee00-0000-4000-8000-000000000002', type: 'letter', status: 'timed-out', startedAt: at, closedAt: null, reason: null, link: null }] };
  },
};
