/** `POST /v1beta/models/{model}:generateContent`, as documented by Google. */
import type { Protocol } from './provider-server.ts';

const statusNames: Readonly<Record<number, string>> = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND', 429: 'RESOURCE_EXHAUSTED', 500: 'INTERNAL', 503: 'UNAVAILABLE' };
const requestFields = new Set(['contents', 'systemInstruction', 'generationConfig', 'safetySettings', 'tools', 'toolConfig', 'cachedContent']);
const configFields = new Set(['temperature', 'responseMimeType', 'responseJsonSchema', 'responseSchema', 'thinkingConfig', 'maxOutputTokens', 'topP', 'topK', 'seed', 'candidateCount']);

export const geminiGenerate: Protocol = {
  check: ({ body, headers, path }) => {
    if (!/^\/v1beta\/models\/[\w.-]+:generateContent$/.test(path)) return { status: 404, message: `no such path: ${path}` };
    if (typeof headers['x-goog-api-key'] !== 'string') return { status: 403, message: 'Method does not allow unregistered callers.' };
    if (headers['x-goog-api-key'] === 'wrong') return { status: 400, message: 'API key not valid. Please pass a valid API key.' };
    const unknown = Object.keys(body).find((field) => !requestFields.has(field));
    if (unknown !== undefined) return { status: 400, message: `Unknown name "${unknown}": Cannot find field.` };
    const contents = body['contents'];
    if (!Array.isArray(contents) || !contents.every((content: { role?: unknown; parts?: unknown }) => content.role === 'user' && Array.isArray(content.parts))) return { status: 400, message: 'contents are not well formed' };
    const config = (body['generationConfig'] ?? {}) as Record<string, unknown>;
    const unknownConfig = Object.keys(config).find((field) => !configFields.has(field));
    if (unknownConfig !== undefined) return { status: 400, message: `Unknown name "${unknownConfig}" at 'generation_config'` };
    if (config['responseJsonSchema'] !== undefined && config['responseMimeType'] !== 'application/json') return { status: 400, message: 'a response schema needs response_mime_type application/json' };
    return undefined;
  },
  reply: (text) => ({
    candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 },
    modelVersion: 'gemini-test', responseId: 'r1',
  }),
  refusal: () => ({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 10, totalTokenCount: 10 }, modelVersion: 'gemini-test' }),
  error: (code, message) => ({ error: { code, message, status: statusNames[code] ?? 'UNKNOWN' } }),
  uses: () => false,
};
