/**
 * The permission table, held against the API: every operation × role × relation, and without signing in. A cell is allowed or
 * refused over HTTP exactly as packages/contracts/permissions.ts says. Then what a request names beside its `:id`.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { may, operations, permissions, UserRole, type Action, type Operation, type OperationName, type RecordingAddress, type Relation } from '@greenroom/contracts';
import { createBelongings, createPerson, type Belongings } from './example-belongings.ts';
import { exampleRequests, type ExampleRequest, type Scene } from './example-requests.ts';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  // A provider that cannot be reached: the operation is there, and who may call it is all that counts here.
  api = await startTestApi({ ...inject('env'), GOOGLE_CLIENT_ID: 'greenroom', GOOGLE_CLIENT_SECRET: 'secret', GOOGLE_ISSUER: 'http://127.0.0.1:9' });
});
afterAll(async () => {
  await api.stop();
  console.log(`Permissions: ${cells} cells of ${Object.keys(operations).length} operations were called; ${namedCells} more with a thing named in the body, the query or a second parameter.`);
});

type Role = (typeof UserRole.options)[number];
/** `undefined`: not signed in. */
interface Cell {
  role: Role | undefined;
  /** `none`: there is no such thing. */
  relation: Relation | 'none';
}
let cells = 0;
let namedCells = 0;
const roles = UserRole.options;
const subjectOf = ({ access }: Operation) => (access in permissions ? permissions[access as Action].on : access === 'public' || access === 'livekit' ? undefined : 'self');

/** Where an operation names one thing, that may also be somebody else's, or not exist. */
function relationsOf(operation: Operation): readonly Cell['relation'][] {
  const named = operation.path.includes('/:id');
  switch (subjectOf(operation)) {
    case 'interview':
    case 'resume':
      return ['own', 'granted', 'foreign', 'none'];
    case 'system':
      return named ? ['foreign', 'none'] : ['foreign'];
    case 'self':
      return named ? ['own', 'foreign', 'none'] : ['own'];
    case undefined:
      return ['own'];
  }
}

function cellsOf(operation: Operation): Cell[] {
  const relations = relationsOf(operation);
  return [{ role: undefined, relation: 'own' }, ...roles.flatMap((role) => relations.map((relation) => ({ role, relation })))];
}

/** 0: allowed. Otherwise the status with which it is refused. */
function expected(operation: Operation, { role, relation }: Cell): number {
  const { access } = operation;
  if (access === 'public') return 0;
  if (access === 'livekit' || role === undefined) return 401;
  if (access === 'signed-in') return relation === 'own' ? 0 : 404;
  const action = access as Action;
  switch (permissions[action].on) {
    case 'interview':
      return relation === 'foreign' || relation === 'none' ? 404 : may(role, relation, action) ? 0 : 403;
    case 'resume':
      return relation !== 'none' && may(role, relation, action) ? 0 : 404;
    case 'system':
      return !may(role, 'foreign', action) ? 403 : relation === 'none' ? 404 : 0;
    case 'self':
      return !may(role, 'own', action) ? 403 : relation === 'own' ? 0 : 404;
  }
}

/** What is refused changes nothing, and neither does a read: these cells share a scene. */
const scenes = new Map<string, Promise<Scene>>();
function sceneFor(operation: Operation, cell: Cell): Promise<Scene> {
  if (operation.method !== 'GET' && expected(operation, cell) === 0) return newScene(cell);
  const key = JSON.stringify(cell);
  const known = scenes.get(key) ?? newScene(cell);
  scenes.set(key, known);
  return known;
}

async function newScene({ role, relation }: Cell): Promise<Scene> {
  const { context } = api;
  const [caller, owner, stranger] = [await createPerson(context, role ?? 'candidate'), await createPerson(context, 'candidate'), await createPerson(context, 'coach')];
  const mine = relation === 'own' || relation === 'none';
  const belongings = mine ? await createBelongings(context, caller.id, stranger.id) : await createBelongings(context, owner.id, relation === 'granted' ? caller.id : stranger.id, relation === 'granted' ? caller.id : owner.id);
  const { body } = await api.call('GET', `/interviews/${belongings.heldId}/recording/address`, { token: mine ? caller.token : owner.token });
  const signature = Object.fromEntries(new URL((body as RecordingAddress).url, api.url).searchParams);
  return { ...belongings, caller, stranger, signature };
}

/** The problems that say "not you"; others, such as a link that is over, say "not this". */
const refusals = ['/problems/not-signed-in', '/problems/not-allowed', '/problems/not-found', '/problems/wrong-signature'];

/** @param token undefined: not signed in */
async function send(name: OperationName, { params = {}, query = {}, body, form }: ExampleRequest, token: string | undefined): Promise<{ status: number; type: string | undefined }> {
  const operation = operations[name] as Operation;
  const path = operation.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const response = await fetch(`${api.url}${path}?${new URLSearchParams(query).toString()}`, {
    method: operation.method,
    redirect: 'manual',
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(form === undefined ? {} : { body: form }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${name}: ${response.status} ${text}`);
  const type = (response.headers.get('content-type') ?? '').startsWith('application/problem+json') ? (JSON.parse(text) as { type: string }).type : undefined;
  return { status: response.status, type };
}

async function outcome(name: OperationName, cell: Cell): Promise<number> {
  const scene = await sceneFor(operations[name] as Operation, cell);
  const request = exampleRequests[name](scene);
  const asked = cell.relation === 'none' ? { ...request, params: { ...request.params, id: randomUUID() } } : request;
  const { status, type } = await send(name, asked, cell.role === undefined ? undefined : scene.caller.token);
  cells += 1;
  return type !== undefined && refusals.includes(type) ? status : 0;
}

test.each(Object.keys(operations) as OperationName[])('%s is allowed and refused as the permission table says', async (name) => {
  const operation = operations[name] as Operation;
  const table = cellsOf(operation);
  const seen: Record<string, number> = {};
  const wanted: Record<string, number> = {};
  for (const cell of table) {
    const label = cell.role === undefined ? 'not signed in' : `${cell.role}, ${cell.relation}`;
    wanted[label] = expected(operation, cell);
    seen[label] = await outcome(name, cell);
  }
  expect(seen).toEqual(wanted);
});

test('no cell was left out', () => {
  expect(cells).toBe(Object.values(operations as unknown as Record<string, Operation>).reduce((sum, operation) => sum + cellsOf(operation).length, 0));
});

/** A thing that a request names in its body, its query, or beside the interview's id. */
interface Named {
  name: OperationName;
  place: string;
  id: (belongings: Belongings) => string;
  /** What the caller owns, with this id in the place. */
  request: (mine: Belongings, id: string) => ExampleRequest;
  /** The status for somebody else's, and for what does not exist: from outside they look the same. */
  refused: 400 | 404;
}
const wanted = { type: 'behavioral', role: 'Engineer', level: 'mid' };
const resumeOf = ({ resumeId }: Belongings) => resumeId;
const heldOf = ({ heldId }: Belongings) => heldId;
/** In this order: what removes the caller's own comes last. */
const named: readonly Named[] = [
  { name: 'analyzeResume', place: 'body.resumeId', id: resumeOf, request: (_, resumeId) => ({ body: { resumeId } }), refused: 404 },
  { name: 'createInterview', place: 'body.resumeId', id: resumeOf, request: (_, resumeId) => ({ body: { ...wanted, resumeId } }), refused: 400 },
  { name: 'createInterview', place: 'body.again.interviewId', id: heldOf, request: (_, interviewId) => ({ body: { ...wanted, again: { interviewId, questionId: 'q1' } } }), refused: 400 },
  { name: 'generateQuestions', place: 'query.resumeId', id: resumeOf, request: (_, resumeId) => ({ query: { ...wanted, resumeId } }), refused: 400 },
  { name: 'generateQuestionsFor', place: 'body.resumeId', id: resumeOf, request: (_, resumeId) => ({ body: { ...wanted, resumeId } }), refused: 400 },
  { name: 'compareInterviews', place: 'query.first', id: heldOf, request: ({ otherHeldId }, first) => ({ query: { first, second: otherHeldId } }), refused: 404 },
  { name: 'compareInterviews', place: 'query.second', id: heldOf, request: ({ otherHeldId }, second) => ({ query: { first: otherHeldId, second } }), refused: 404 },
  { name: 'inviteCoach', place: 'body.interviewId', id: heldOf, request: (_, interviewId) => ({ body: { interviewId } }), refused: 404 },
  { name: 'changeNote', place: 'params.noteId', id: ({ noteId }) => noteId, request: ({ heldId }, noteId) => ({ params: { id: heldId, noteId }, body: { text: 'Very well said.' } }), refused: 404 },
  { name: 'removeNote', place: 'params.noteId', id: ({ noteId }) => noteId, request: ({ heldId }, noteId) => ({ params: { id: heldId, noteId } }), refused: 404 },
  { name: 'revokeShare', place: 'params.shareId', id: ({ shareId }) => shareId, request: ({ heldId }, shareId) => ({ params: { id: heldId, shareId } }), refused: 404 },
];

test.each(roles)('what a %s names elsewhere in a request must be their own, too', async (role) => {
  const mine = await newScene({ role, relation: 'own' });
  const theirs = await newScene({ role: 'candidate', relation: 'own' });
  const seen: Record<string, number> = {};
  const expectedOf: Record<string, number> = {};
  for (const { name, place, id, request, refused } of named) {
    // What is refused changes nothing, so the caller's own comes last.
    for (const [relation, given] of [['foreign', id(theirs)], ['none', randomUUID()], ['own', id(mine)]] as const) {
      const label = `${name} ${place}, ${relation}`;
      const { status } = await send(name, request(mine, given), mine.caller.token);
      namedCells += 1;
      seen[label] = status < 300 ? 0 : status;
      expectedOf[label] = relation === 'own' ? 0 : refused;
    }
  }
  expect(seen).toEqual(expectedOf);
});
