/**
 * The permission table, held against the API: every operation × role × relation, and without signing in. A cell is allowed or
 * refused over HTTP exactly as packages/contracts/permissions.ts says.
 */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { may, operations, permissions, UserRole, type Action, type Operation, type OperationName, type RecordingAddress, type Relation } from '@greenroom/contracts';
import { createBelongings, createPerson } from './example-belongings.ts';
import { exampleRequests, type Scene } from './example-requests.ts';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  // A provider that cannot be reached: the operation is there, and who may call it is all that counts here.
  api = await startTestApi({ ...inject('env'), GOOGLE_CLIENT_ID: 'greenroom', GOOGLE_CLIENT_SECRET: 'secret', GOOGLE_ISSUER: 'http://127.0.0.1:9' });
});
afterAll(async () => {
  await api.stop();
  console.log(`Permissions: ${cells} cells of ${Object.keys(operations).length} operations were called.`);
});

type Role = (typeof UserRole.options)[number];
/** `undefined`: not signed in. */
interface Cell {
  role: Role | undefined;
  relation: Relation;
}
let cells = 0;
const roles = UserRole.options;
const allRelations: readonly Relation[] = ['own', 'granted', 'foreign'];
const subjectOf = ({ access }: Operation) => (access in permissions ? permissions[access as Action].on : access === 'public' || access === 'livekit' ? undefined : 'self');

/** Where an operation names one thing, that may also be somebody else's. */
function cellsOf(operation: Operation): Cell[] {
  const subject = subjectOf(operation);
  const onThing = subject === 'interview' || subject === 'resume';
  const relations = onThing ? allRelations : subject === 'system' ? (['foreign'] as const) : operation.path.includes('/:id') && subject === 'self' ? (['own', 'foreign'] as const) : (['own'] as const);
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
      return relation === 'foreign' ? 404 : may(role, relation, action) ? 0 : 403;
    case 'resume':
      return may(role, relation, action) ? 0 : 404;
    case 'system':
      return may(role, 'foreign', action) ? 0 : 403;
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
  const belongings = relation === 'own' ? await createBelongings(context, caller.id, stranger.id) : await createBelongings(context, owner.id, relation === 'granted' ? caller.id : stranger.id, relation === 'granted' ? caller.id : owner.id);
  const { body } = await api.call('GET', `/interviews/${belongings.heldId}/recording/address`, { token: relation === 'own' ? caller.token : owner.token });
  const signature = Object.fromEntries(new URL((body as RecordingAddress).url, api.url).searchParams);
  return { ...belongings, caller, stranger, signature };
}

/** The problems that say "not you"; others, such as a link that is over, say "not this". */
const refusals = ['/problems/not-signed-in', '/problems/not-allowed', '/problems/not-found', '/problems/wrong-signature'];

async function outcome(name: OperationName, cell: Cell): Promise<number> {
  const operation = operations[name] as Operation;
  const scene = await sceneFor(operation, cell);
  const { params = {}, query = {}, body, form } = exampleRequests[name](scene);
  const path = operation.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const response = await fetch(`${api.url}${path}?${new URLSearchParams(query).toString()}`, {
    method: operation.method,
    redirect: 'manual',
    headers: { ...(cell.role === undefined ? {} : { authorization: `Bearer ${scene.caller.token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(form === undefined ? {} : { body: form }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  cells += 1;
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${name}: ${response.status} ${text}`);
  const type = (response.headers.get('content-type') ?? '').startsWith('application/problem+json') ? (JSON.parse(text) as { type: string }).type : undefined;
  return type !== undefined && refusals.includes(type) ? response.status : 0;
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
