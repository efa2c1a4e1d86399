import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { apiPrefix, operations, type Operation } from '@greenroom/contracts';
import { createApiDocument } from './document.ts';

interface Described {
  operationId: string;
  security: object[];
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown>; headers?: Record<string, unknown> }>;
}
const document = createApiDocument('1.0.0');
const paths = document['paths'] as Record<string, Record<string, Described>>;
const described = Object.values(paths).flatMap((path) => Object.values(path));
const find = (name: string) => described.find(({ operationId }) => operationId === name) as Described;
const all = Object.entries(operations as unknown as Record<string, Operation>);

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('every operation of the contract is in it once, at its address, and every reference leads somewhere', () => {
  expect(described.map(({ operationId }) => operationId).sort()).toEqual(all.map(([name]) => name).sort());
  for (const [name, { path, method }] of all) expect(paths[apiPrefix + path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.operationId).toBe(name);
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, ref]) => ref as string);
  expect(refs.length).toBeGreaterThan(100);
  const missing = refs.filter((ref) => ref.split('/').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document) === undefined);
  expect([...new Set(missing)]).toEqual([]);
});

test('only what is public goes without a token, and everything says how it refuses', () => {
  for (const [name, { access }] of all) {
    const { security, responses } = find(name);
    expect([name, security.length]).toEqual([name, access === 'public' ? 0 : 1]);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(access === 'public' ? ['429', '500', '503'] : ['401', '500', '503']));
    for (const [status, reply] of Object.entries(responses)) if (Number(status) >= 400) expect(Object.keys(reply.content ?? {})).toEqual(['application/problem+json']);
  }
});

test('what makes something takes an Idempotency-Key, reads have an ETag, uploads and files their media types', () => {
  expect(find('createInterview').parameters?.map(({ name }) => name)).toEqual(['Idempotency-Key']);
  for (const name of ['answerInterview', 'pauseInterview', 'resumeInterview'] as const) expect(find(name).parameters?.map(({ name: parameter }) => parameter)).toEqual(['id', 'Idempotency-Key']);
  expect(Object.keys(find('createInterview').responses)).toEqual(expect.arrayContaining(['201', '409', '422']));
  expect(Object.keys(find('readInterview').responses['200']?.headers ?? {})).toContain('ETag');
  expect(find('readInterview').responses['304']).toBeDefined();
  expect(Object.keys(find('uploadResume').requestBody?.content ?? {})).toEqual(['multipart/form-data']);
  expect(Object.keys(find('readReport').responses['200']?.content ?? {})).toEqual(['application/json', 'application/pdf']);
});

test('only what answers so is announced with a version, and only recordings in ranges', () => {
  const having = (status: string) => all.map(([name]) => name).filter((name) => find(name).responses[status] !== undefined);
  expect(having('206')).toEqual(['readRecording']);
  for (const name of ['readResumeFile', 'readExportFile', 'readApiPage', 'startProviderSignIn']) {
    const { responses, parameters } = find(name);
    expect([name, responses['304'], Object.values(responses).some(({ headers }) => headers?.['ETag'] !== undefined), parameters?.some((each) => each.name === 'If-None-Match') ?? false]).toEqual([name, undefined, false, false]);
  }
  for (const name of ['readRecording', 'readReport', 'readTranscript', 'readInterview']) expect(having('304')).toContain(name);
});

test('what a client may send is bounded: no text and no list without a longest length', () => {
  const unbounded: string[] = [];
  const look = (schema: unknown, at: string): void => {
    if (schema === null || typeof schema !== 'object') return;
    const { type, maxLength, pattern, format, enum: values, const: only, maxItems, $ref } = schema as Record<string, unknown>;
    if (type === 'string' && [maxLength, pattern, format, values, only].every((each) => each === undefined)) unbounded.push(at);
    if (type === 'array' && maxItems === undefined) unbounded.push(at);
    if (typeof $ref === 'string') look((document['components'] as { schemas: Record<string, unknown> }).schemas[$ref.split('/').at(-1) ?? ''], at);
    for (const [key, value] of Object.entries(schema)) if (key !== '$ref') look(value, `${at}.${key}`);
  };
  for (const { operationId, parameters, requestBody } of described) {
    if (operationId === 'livekitWebhook') continue;
    look(parameters?.filter(({ name }) => name !== 'If-None-Match'), operationId);
    look(requestBody, operationId);
  }
  expect(unbounded).toEqual([]);
});
