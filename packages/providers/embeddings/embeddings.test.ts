/** One contract for every adapter, with the official SDKs against servers that speak the real protocols. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { geminiEmbedServer, openaiEmbeddingServer, startProviderServer, type ProviderServer } from '../../../tests/provider-servers/index.ts';
import { ProviderError } from '../language/index.ts';
import { selectEmbeddings } from '../select-embeddings.ts';
import { geminiEmbeddings, openaiEmbeddings, type EmbeddingModel } from './index.ts';

const adapters = [
  { name: 'openai', protocol: openaiEmbeddingServer, model: (url: string, apiKey = 'key'): EmbeddingModel => openaiEmbeddings({ apiKey, baseUrl: `${url}/v1`, embeddingModel: 'text-embedding-3-small' }), short: { data: [{ index: 0, embedding: [1] }] }, odd: { data: [{ index: 0, embedding: [1, 'x'] }, { index: 1, embedding: [1] }] } },
  { name: 'gemini', protocol: geminiEmbedServer, model: (url: string, apiKey = 'key'): EmbeddingModel => geminiEmbeddings({ apiKey, baseUrl: url, embeddingModel: 'gemini-embedding-001' }), short: { embeddings: [{ values: [1] }] }, odd: { embeddings: [{ values: [1, 'x'] }, { values: [1] }] } },
] as const;
const cosine = (a: readonly number[] = [], b: readonly number[] = []): number => a.reduce((sum, number, index) => sum + number * (b[index] ?? 0), 0);

describe.each(adapters)('$name', ({ protocol, model: adapter, short, odd }) => {
  let server: ProviderServer;
  let model: EmbeddingModel;
  beforeAll(async () => {
    server = await startProviderServer(protocol);
    model = adapter(server.url);
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const failure = async (of: EmbeddingModel = model, timeoutMs = 2_000): Promise<unknown> => of.embed(['one', 'two'], { timeoutMs }).catch((error: unknown) => error);

  test('gives one vector for each text, in their order', async () => {
    server.play({ kind: 'object', value: {} });
    const [question, near, far] = await model.embed(['moved services to the cluster', 'services moved', 'baked bread']);
    expect(cosine(question, near)).toBeGreaterThan(0.7);
    expect(cosine(question, far)).toBeLessThan(0.3);
  });

  test('sends many texts in portions', async () => {
    server.play({ kind: 'object', value: {} });
    const texts = Array.from({ length: 205 }, (_, index) => `word${index}`);
    const vectors = await model.embed(texts);
    expect([vectors.length, server.requests.length]).toEqual([205, 3]);
    const [again] = await model.embed(['word204']);
    expect(vectors[204]).toEqual(again);
  });

  test('asks nothing for nothing', async () => {
    server.play({ kind: 'status', status: 500 });
    expect(await model.embed([])).toEqual([]);
    expect(server.requests).toHaveLength(0);
  });

  test('tries again after a server error', async () => {
    server.play({ kind: 'status', status: 503 }, { kind: 'object', value: {} });
    expect(await model.embed(['one'])).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  test('does not repeat a request with a wrong key', async () => {
    server.play({ kind: 'object', value: {} });
    expect(await failure(adapter(server.url, 'wrong'))).toMatchObject({ name: 'ProviderError', retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  test.each([['too few vectors', short], ['vectors that are no numbers', odd]])('refuses %s', async (_, value) => {
    server.play({ kind: 'object', value });
    const error = await failure();
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as ProviderError).message).toMatch(/no usable vectors/);
  });

  test('stops at its time-out', async () => {
    server.play({ kind: 'slow', ms: 5_000, value: {} });
    expect(await failure(model, 200)).toMatchObject({ name: 'ProviderError', retryable: true, message: expect.stringContaining('200 ms') as string });
  });
});

test('the models are those whose keys are set, Gemini first', () => {
  const gemini = { apiKey: 'k', baseUrl: undefined, model: 'm', embeddingModel: 'gemini-embedding-001' };
  const openai = { apiKey: 'k', baseUrl: undefined, model: 'm', embeddingModel: 'text-embedding-3-small' };
  expect(selectEmbeddings({ gemini, openai } as never).map(({ name }) => name)).toEqual(['gemini-embedding-001', 'text-embedding-3-small']);
  expect(selectEmbeddings({ gemini: undefined, openai } as never).map(({ name }) => name)).toEqual(['text-embedding-3-small']);
  expect(selectEmbeddings({ gemini: undefined, openai: undefined })).toEqual([]);
});
