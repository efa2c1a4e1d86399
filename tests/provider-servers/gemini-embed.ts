/** `POST /v1beta/models/{model}:batchEmbedContents`, as documented by Google. */
import { geminiGenerate } from './gemini-generate.ts';
import type { Protocol } from './provider-server.ts';
import { wordVector } from './word-vectors.ts';

interface EmbedRequest { model?: string; content?: { parts?: { text?: string }[] }; taskType?: string }
const requestsIn = (body: Record<string, unknown>): EmbedRequest[] => (Array.isArray(body['requests']) ? (body['requests'] as EmbedRequest[]) : []);

export const geminiEmbedServer: Protocol = {
  check: ({ body, headers, path }) => {
    const model = /^\/v1beta\/(models\/[\w.-]+):batchEmbedContents$/.exec(path)?.[1];
    if (model === undefined) return { status: 404, message: `no such path: ${path}` };
    if (headers['x-goog-api-key'] === 'wrong' || typeof headers['x-goog-api-key'] !== 'string') return { status: 400, message: 'API key not valid. Please pass a valid API key.' };
    const requests = requestsIn(body);
    if (requests.length === 0 || requests.length > 100) return { status: 400, message: 'BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch' };
    if (requests.some((request) => request.model !== model)) return { status: 400, message: 'BatchEmbedContentsRequest.requests[0].model: unexpected model name format' };
    if (requests.some(({ content }) => typeof content?.parts?.[0]?.text !== 'string' || content.parts[0].text === '')) return { status: 400, message: 'EmbedContentRequest.content: contents is not specified' };
    return undefined;
  },
  /** A text given by the script is the reply as it stands; otherwise each content gets a vector of its words. */
  reply: (text, { body }) => (text === '{}' ? { embeddings: requestsIn(body).map(({ content }) => ({ values: wordVector(content?.parts?.[0]?.text ?? '') })) } : (JSON.parse(text) as unknown)),
  refusal: geminiGenerate.refusal,
  error: geminiGenerate.error,
  uses: () => false,
};
