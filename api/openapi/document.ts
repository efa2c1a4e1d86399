/** The contract as an OpenAPI 3.1 document: every operation with what it takes, what it answers, and how it refuses. */
import type { z } from 'zod';
import { apiPrefix, operations, permissions, Problem, type Access, type Action, type Operation } from '@greenroom/contracts';
import { problemKinds, type ProblemKind } from '../problems.ts';
import { createSchemaWriter, type JsonSchema, type SchemaWriter } from './schemas.ts';

type Json = Record<string, unknown>;

const description = `Plan, hold and read mock interviews.

Sign in with \`POST /auth/login\` and send the access token as \`Authorization: Bearer …\`. Errors are problems (RFC 9457) with a stable \`type\`, each of which is a page;
\`retryable\` says whether the same request may succeed later. Lists have pages: send \`nextCursor\` back as \`cursor\`. A POST that makes something,
or tells a running interview something, takes an \`Idempotency-Key\`. Reads have an \`ETag\`. \`RateLimit\` headers say how many requests are left.

The live socket, for what happens while an interview runs, is \`${apiPrefix}/live\`: [its messages and how they are used](${apiPrefix}/docs/live-socket.md).`;

const text = { type: 'string' } as const;
const headers: Json = {
  'X-Request-Id': { description: 'The number of the request, as it stands in the log; a client may give its own', schema: text },
  RateLimit: { description: 'How many requests are left, per policy (draft-ietf-httpapi-ratelimit-headers-08)', schema: text },
  'RateLimit-Policy': { description: 'The limits that count for this request', schema: text },
  ETag: { description: 'The version of what was read: send it back as If-None-Match', schema: text },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 0 } },
  'Idempotency-Replayed': { description: '`true` when this is the answer that the first request with this key got', schema: { type: 'string', enum: ['true'] } },
};
const header = (name: string): Json => ({ [name]: { $ref: `#/components/headers/${name}` } });
const always = { ...header('X-Request-Id'), ...header('RateLimit'), ...header('RateLimit-Policy') };

/** @param version of the API, as in package.json */
export function createApiDocument(version: string): Json {
  const all = Object.entries(operations as unknown as Record<string, Operation>);
  const writer = createSchemaWriter([Problem, ...all.flatMap(([, { reply }]) => (reply === undefined ? [] : [reply]))]);
  const problem = writer.write(Problem, 'output');
  const paths: Record<string, Json> = {};
  for (const [name, operation] of all) {
    const path = apiPrefix + operation.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.method.toLowerCase()] = describe(name, operation, writer);
  }
  const { Problem: _, ...schemas } = { ...writer.components };
  return {
    openapi: '3.1.1',
    info: { title: 'Greenroom', version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [...new Set(all.map(([, { tag }]) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas, Problem: writer.components['Problem'] ?? problem },
      headers,
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From POST /auth/login; it is good for 15 minutes' },
        livekit: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'LiveKit’s signature of the body' },
      },
    },
  };
}

function describe(operationId: string, operation: Operation, writer: SchemaWriter): Json {
  const { tag, summary, access, params, query, body, bodyMedia, creates } = operation;
  const keyed = creates === true && access !== 'public';
  const parameters = [
    ...inAddress(params, 'path', writer),
    ...inAddress(query, 'query', writer),
    ...(keyed ? [{ name: 'Idempotency-Key', in: 'header', required: false, description: 'The same key again gives the first answer again, for 24 hours', schema: { type: 'string', pattern: '^[!-~]{1,255}$' } }] : []),
    ...(isTagged(operation) ? [{ name: 'If-None-Match', in: 'header', required: false, schema: text }] : []),
  ];
  const input = access === 'livekit' ? { 'application/webhook+json': { schema: { type: 'object' } } } : body && { [bodyMedia ?? 'application/json']: { schema: writer.write(body, 'input') } };
  return {
    operationId,
    tags: [tag],
    summary,
    description: [operation.description, whoMay(access)].filter((part) => part !== undefined).join('\n\n'),
    security: access === 'public' ? [] : [{ [access === 'livekit' ? 'livekit' : 'accessToken']: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(input === undefined ? {} : { requestBody: { required: body === undefined || !body.safeParse({}).success, content: input } }),
    responses: { ...success(operation, keyed, writer), ...refusals(operation, keyed) },
  };
}

function whoMay(access: Access): string | undefined {
  if (!(access in permissions)) return undefined;
  const { on, ...roles } = permissions[access as Action];
  const rows = Object.entries(roles).filter(([, relations]) => relations.length > 0);
  const said = rows.map(([role, relations]) => (on === 'interview' ? `${role} (${relations.join(', ')})` : role));
  return `For: ${said.join(', ')}. Permission \`${access}\`.`;
}

function inAddress(schema: z.ZodObject | undefined, place: 'path' | 'query', writer: SchemaWriter): Json[] {
  if (schema === undefined) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, part]) => {
    const { description: said, ...written } = writer.write(part, 'input') as JsonSchema & { description?: string };
    return { name, in: place, required: place === 'path' || !part.safeParse(undefined).success, ...(said === undefined ? {} : { description: said }), schema: written };
  });
}

/** A file that is streamed from its store in ranges, with the store's own ETag. */
const hasRanges = ({ problems }: Operation): boolean => problems?.includes('range-not-satisfiable') === true;
/** Whoever has this version already gets 304. Files of which there is one version only (a résumé, an export) have no ETag. */
const isTagged = (operation: Operation): boolean => operation.method === 'GET' && operation.status === 200 && (operation.reply !== undefined || hasRanges(operation));

function success(operation: Operation, keyed: boolean, writer: SchemaWriter): Json {
  const { status, reply, media = [], access } = operation;
  const content = {
    ...(reply === undefined ? {} : { 'application/json': { schema: writer.write(reply, 'output') } }),
    ...Object.fromEntries(media.map((type) => [type, { schema: type.startsWith('text/') ? text : {} }])),
  };
  const tagged = isTagged(operation);
  const answer = {
    description: status === 202 ? 'Accepted; it is done in the background' : status === 302 ? 'Go there' : Object.keys(content).length === 0 ? 'Done' : 'As asked',
    headers: { ...(access === 'livekit' ? header('X-Request-Id') : always), ...(tagged ? header('ETag') : {}), ...(keyed ? header('Idempotency-Replayed') : {}) },
    ...(Object.keys(content).length === 0 || status === 302 ? {} : { content }),
  };
  return {
    [status]: answer,
    ...(hasRanges(operation) ? { 206: { ...answer, description: 'The range that was asked for' } } : {}),
    ...(tagged ? { 304: { description: 'It has not changed', headers: { ...always, ...header('ETag') } } } : {}),
  };
}

/** Which kinds of problems an operation may answer with: what its form makes possible, and those it names. */
function kindsOf(operation: Operation, keyed: boolean): ProblemKind[] {
  const { access, params, query, body, method, path } = operation;
  const named = (operation.problems ?? []).map((kind) => {
    if (!(kind in problemKinds)) throw new Error(`The contract names the problem "${kind}" (${method} ${path}), which api/problems.ts does not know.`);
    return kind as ProblemKind;
  });
  return [...new Set<ProblemKind>([
    ...(params ?? query ?? body ?? (keyed || undefined) ? ['invalid-request' as const] : []),
    ...(access === 'public' ? [] : access === 'livekit' ? ['wrong-signature' as const] : ['not-signed-in' as const]),
    ...(access in permissions ? ['not-allowed' as const] : []),
    ...(params === undefined ? [] : ['not-found' as const]),
    ...(method === 'GET' ? [] : ['invalid-request' as const, 'too-large' as const, 'not-json' as const]),
    ...(keyed ? ['idempotency-under-way' as const, 'idempotency-key-reused' as const] : []),
    ...named,
    ...(access === 'livekit' ? [] : ['rate-limited' as const]),
    'internal',
    'unavailable',
  ])];
}

function refusals(operation: Operation, keyed: boolean): Json {
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kindsOf(operation, keyed)) byStatus.set(problemKinds[kind].status, [...(byStatus.get(problemKinds[kind].status) ?? []), kind]);
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]) => [
      status,
      {
        description: kinds.map((kind) => `${problemKinds[kind].title} (\`/problems/${kind}\`)`).join('; '),
        headers: { ...header('X-Request-Id'), ...(status === 429 || status === 503 ? header('Retry-After') : {}) },
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
