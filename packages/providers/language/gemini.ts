/** Gemini through its makers' SDK. */
import { ApiError, GoogleGenAI } from '@google/genai';
import { isRetryableStatus, ProviderError, type LanguageModel, type ObjectRequest } from './language-model.ts';
import { jsonSchemaFor, messagesFor, objectFrom, retryAfterMs } from './reply.ts';

export const provider = 'Gemini';
export const officialBaseUrl = 'https://generativelanguage.googleapis.com';

/** The flash models of 2.5 think before they write unless told not to; an interview cannot wait for that. */
const thinksUnasked = /^gemini-2\.5-flash/;

/** Google's error body names the wait in `RetryInfo`, for example `"retryDelay": "13s"`. */
function retryDelayMs(message: string): number | undefined {
  const seconds = /"retryDelay"\s*:\s*"([\d.]+)s"/.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

/** The SDK puts the whole error body into the message; a person needs the sentence in it. */
const sentenceOf = (message: string): string => /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(message)?.[1] ?? message;

export function asProviderError(error: unknown, retryAfter: number | undefined): ProviderError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ApiError) {
    return new ProviderError(`${provider} answered ${error.status} ${sentenceOf(message)}`, { provider, retryable: isRetryableStatus(error.status), status: error.status, retryAfterMs: retryAfter ?? retryDelayMs(message), cause: error });
  }
  return new ProviderError(`${provider} could not be reached or sent no usable reply: ${message}`, { provider, retryable: true, cause: error });
}

export function geminiModel(options: { apiKey: string; baseUrl: string | undefined; model: string }): LanguageModel {
  // The SDK would look for its back end and address in the environment: both are given.
  const client = new GoogleGenAI({ apiKey: options.apiKey, enterprise: false, vertexai: false, apiVersion: 'v1beta', httpOptions: { baseUrl: options.baseUrl ?? officialBaseUrl } });

  return {
    name: options.model,
    async generateObject<T>(request: ObjectRequest<T>): Promise<T> {
      const { instructions, data } = messagesFor(request);
      const responseJsonSchema = jsonSchemaFor(request.schema);
      let waitAsked: number | undefined;
      // The SDK's error has no headers, so they are read as they pass.
      const fetchNotingRetryAfter: typeof fetch = async (input, init) => {
        const response = await fetch(input, init);
        waitAsked = response.ok ? undefined : retryAfterMs(response.headers.get('retry-after'));
        return response;
      };
      const send = async (abortSignal: AbortSignal): Promise<string> => {
        waitAsked = undefined;
        const response = await client.models.generateContent({
          model: options.model,
          contents: data,
          config: {
            systemInstruction: instructions,
            responseMimeType: 'application/json',
            responseJsonSchema,
            temperature: request.temperature ?? 0,
            abortSignal,
            httpOptions: { fetch: fetchNotingRetryAfter },
            ...(thinksUnasked.test(options.model) ? { thinkingConfig: { thinkingBudget: 0 } } : {}),
          },
        });
        const refused = response.promptFeedback?.blockReason;
        if (refused !== undefined) throw new ProviderError(`${provider} refused the request (${refused})`, { provider, retryable: false, status: 200 });
        const text = response.text;
        if (text === undefined || text === '') throw new ProviderError(`${provider} sent an empty reply (${response.candidates?.[0]?.finishReason ?? 'no reason given'})`, { provider, retryable: true, status: 200 });
        return text;
      };
      const reply = await objectFrom(provider, request, send, (error) => asProviderError(error, waitAsked));
      request.answeredBy?.(options.model);
      return reply;
    },
  };
}
