/** `POST /v1/embeddings`, as documented by OpenAI and spoken by llama.cpp, Ollama and vLLM. */
import { openaiChat } from './openai-chat.ts';
import type { Protocol } from './provider-server.ts';
import { wordVector } from './word-vectors.ts';

const fields = new Set(['model', 'input', 'encoding_format', 'dimensions', 'user']);

export const openaiEmbeddingServer: Protocol = {
  check: ({ body, headers, path }) => {
    if (path !== '/v1/embeddings') return { status: 404, message: `no such path: ${path}` };
    if (headers.authorization === 'Bearer wrong' || !/^Bearer \S+$/.test(headers.authorization ?? '')) return { status: 401, message: 'Incorrect API key provided.' };
    const unknown = Object.keys(body).find((field) => !fields.has(field));
    if (unknown !== undefined) return { status: 400, message: `Unrecognized request argument supplied: ${unknown}` };
    const { input } = body;
    if (!Array.isArray(input) || input.length === 0 || input.length > 2_048 || !input.every((text) => typeof text === 'string' && text !== '')) return { status: 400, message: "'$.input' is invalid" };
    return undefined;
  },
  /** A text given by the script is the reply as it stands; otherwise each input gets a vector of its words. */
  reply: (text, { body }) => (text === '{}' ? {
    object: 'list', model: body['model'],
    // The order is told by the index, not by the place.
    data: (body['input'] as string[]).map((each, index) => ({ object: 'embedding', index, embedding: wordVector(each) })).reverse(),
    usage: { prompt_tokens: 5, total_tokens: 5 },
  } : JSON.parse(text) as unknown),
  refusal: openaiChat.refusal,
  error: openaiChat.error,
  uses: () => false,
};
