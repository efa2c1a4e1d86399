/** Three protocols of speech: `POST /v1/audio/speech` (OpenAI), `POST /v1/speak` (Deepgram), `…:streamGenerateContent` (Gemini), as documented. */
import type { AudioProtocol, SeenAudioRequest } from './audio-server.ts';
import { toneParts } from './spoken-tone.ts';

const body = (request: SeenAudioRequest): Record<string, unknown> => JSON.parse(request.raw.toString() || '{}') as Record<string, unknown>;

/** What a request asks to be said, in any of the three protocols. */
export function askedToSay(request: SeenAudioRequest): string {
  const { input, text, contents } = body(request) as { input?: string; text?: string; contents?: { parts: { text: string }[] }[] };
  return input ?? text ?? contents?.[0]?.parts[0]?.text ?? '';
}

export const openaiSpeech: AudioProtocol = {
  check: (request) => {
    if (request.path !== '/v1/audio/speech') return { status: 404, message: `no such path: ${request.path}` };
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? '') || request.headers.authorization === 'Bearer wrong') return { status: 401, message: 'Incorrect API key provided.' };
    const { model, voice, input, response_format: format } = body(request);
    if (typeof model !== 'string' || typeof voice !== 'string' || typeof input !== 'string' || input === '') return { status: 400, message: "'model', 'voice' and 'input' are required" };
    return format === 'pcm' ? undefined : { status: 400, message: 'this test asks for pcm' };
  },
  reply: (request) => Promise.resolve({ type: 'audio/pcm', parts: toneParts(askedToSay(request)) }),
  error: (_status, message) => ({ error: { message, type: 'invalid_request_error', param: null, code: null } }),
};

/** @param charactersPerSecond how fast it speaks */
export const deepgramSpeakAt = (charactersPerSecond: number): AudioProtocol => ({ ...deepgramSpeak, reply: (request) => Promise.resolve({ type: linear16, parts: toneParts(askedToSay(request), charactersPerSecond) }) });

const linear16 = 'audio/l16;rate=24000;channels=1';
export const deepgramSpeak: AudioProtocol = {
  check: (request) => {
    const url = new URL(request.path, 'http://localhost');
    if (url.pathname !== '/v1/speak') return { status: 404, message: `no such path: ${url.pathname}` };
    if (!/^Token \S+$/.test(request.headers.authorization ?? '') || request.headers.authorization === 'Token wrong') return { status: 401, message: 'Invalid credentials.' };
    if (url.searchParams.get('encoding') !== 'linear16' || url.searchParams.get('container') !== 'none' || url.searchParams.get('sample_rate') !== '24000') return { status: 400, message: 'Unsupported audio format requested.' };
    return askedToSay(request) === '' ? { status: 400, message: 'Input text contains no characters.' } : undefined;
  },
  reply: (request) => Promise.resolve({ type: linear16, parts: toneParts(askedToSay(request)) }),
  error: (_status, message) => ({ err_code: 'TEST', err_msg: message, request_id: 'r1' }),
};

const geminiPart = (data: Buffer | undefined, last: boolean): string => `data: ${JSON.stringify({
  candidates: [{ content: { role: 'model', parts: data === undefined ? [] : [{ inlineData: { mimeType: 'audio/L16;codec=pcm;rate=24000', data: data.toString('base64') } }] }, ...(last ? { finishReason: 'STOP' } : {}), index: 0 }],
  usageMetadata: { promptTokenCount: 5, totalTokenCount: 5 }, modelVersion: 'gemini-test', responseId: 'r1',
})}\r\n\r\n`;

export const geminiSpeech: AudioProtocol = {
  check: (request) => {
    if (!/^\/v1beta\/models\/[\w.-]+:streamGenerateContent\?alt=sse$/.test(request.path)) return { status: 404, message: `no such path: ${request.path}` };
    if (request.headers['x-goog-api-key'] === 'wrong') return { status: 400, message: 'API key not valid. Please pass a valid API key.' };
    const { generationConfig } = body(request) as { generationConfig?: { responseModalities?: string[]; speechConfig?: unknown } };
    return generationConfig?.responseModalities?.includes('AUDIO') === true && generationConfig.speechConfig !== undefined ? undefined : { status: 400, message: 'the model only supports AUDIO' };
  },
  reply: (request) => Promise.resolve({ type: 'text/event-stream', parts: [...toneParts(askedToSay(request)).map((part) => geminiPart(part, false)), geminiPart(undefined, true)] }),
  error: (code, message) => ({ error: { code, message, status: 'TEST' } }),
};
