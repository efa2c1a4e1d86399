/** Any server that speaks OpenAI's chat completions: OpenAI itself, or a local one (llama.cpp, Ollama, vLLM). */
import OpenAI, { APIError } from 'openai';
import { isRetryableStatus, ProviderError, type LanguageModel, type ObjectRequest } from './language-model.ts';
import { jsonSchemaFor, messagesFor, objectFrom, retryAfterMs } from './reply.ts';

export const provider = 'OpenAI';
export const officialBaseUrl = 'https://api.openai.com/v1';

/** How the reply's form is asked for; a server that refuses one gets the next. The reply is parsed the same way each time. */
const formats = ['json_schema', 'json_object', 'text'] as const;

/** A refusal of the response format, as the servers word it. */
const refusesFormat = (error: unknown): boolean => error instanceof APIError && (error.status === 400 || error.status === 422 || error.status === 501) && /response_?format|json_?schema|json_?object|schema|grammar|structured/i.test(`${error.message} ${error.param ?? ''}`);
/** Reasoning models take no temperature. */
const refusesTemperature = (error: unknown): boolean => error instanceof APIError && error.status === 400 && /temperature/i.test(`${error.message} ${error.param ?? ''}`);

export function asProviderError(error: unknown): ProviderError {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof APIError)) return new ProviderError(`${provider} gave no usable reply: ${message}`, { provider, retryable: true, cause: error });
  const status = error.status as number | undefined;
  if (status === undefined) return new ProviderError(`${provider} could not be reached: ${message}`, { provider, retryable: true, cause: error });
  // A spent quota is a 429 that no waiting mends.
  const retryable = isRetryableStatus(status) && error.code !== 'insufficient_quota';
  return new ProviderError(`${provider} answered ${message}`, { provider, retryable, status, retryAfterMs: retryAfterMs((error.headers as Headers | undefined)?.get('retry-after')), cause: error });
}

export function openaiModel(options: { apiKey: string; baseUrl: string | undefined; model: string }): LanguageModel {
  // Everything that the SDK would otherwise read from the environment is given, and retries are ours.
  const client = new OpenAI({ apiKey: options.apiKey, baseURL: options.baseUrl ?? officialBaseUrl, organization: null, project: null, adminAPIKey: null, webhookSecret: null, maxRetries: 0, logLevel: 'off' });
  let format = 0;
  let takesTemperature = true;

  async function send(request: ObjectRequest<unknown>, signal: AbortSignal): Promise<string> {
    const { instructions, data } = messagesFor(request);
    const schema = jsonSchemaFor(request.schema);
    const asked = formats[format] ?? 'text';
    const temperature = takesTemperature ? (request.temperature ?? 0) : undefined;
    try {
      const completion = await client.chat.completions.create(
        {
          model: options.model,
          messages: [
            { role: 'system', content: asked === 'json_schema' ? instructions : `${instructions}\n\nThe JSON object must fit this JSON schema:\n${JSON.stringify(schema)}` },
            { role: 'user', content: data },
          ],
          ...(temperature === undefined ? {} : { temperature }),
          ...(asked === 'text' ? {} : { response_format: asked === 'json_object' ? { type: 'json_object' as const } : { type: 'json_schema' as const, json_schema: { name: request.schemaName, strict: true, schema } } }),
        },
        { signal },
      );
      const message = (completion as Partial<typeof completion>).choices?.[0]?.message;
      if (message?.refusal != null) throw new ProviderError(`${provider} refused: ${message.refusal}`, { provider, retryable: false, status: 200 });
      if (message?.content == null || message.content === '') throw new ProviderError(`${provider} sent an empty reply`, { provider, retryable: true, status: 200 });
      return message.content;
    } catch (error) {
      if (temperature !== undefined && refusesTemperature(error)) takesTemperature = false;
      else if (asked !== 'text' && refusesFormat(error)) format = Math.max(format, formats.indexOf(asked) + 1);
      else throw error;
      return send(request, signal);
    }
  }

  return {
    name: options.model,
    async generateObject<T>(request: ObjectRequest<T>): Promise<T> {
      const reply = await objectFrom(provider, request, (signal) => send(request, signal), asProviderError);
      request.answeredBy?.(options.model);
      return reply;
    },
  };
}
