/** Any server that speaks OpenAI's embeddings: OpenAI itself, or a local one (llama.cpp, Ollama, vLLM). */
import OpenAI from 'openai';
import { asProviderError, officialBaseUrl, provider } from '../language/openai.ts';
import { withRetries } from '../language/reply.ts';
import { checkedVectors, inPortions, type EmbeddingModel } from './embedding-model.ts';

export function openaiEmbeddings(options: { apiKey: string; baseUrl: string | undefined; embeddingModel: string }): EmbeddingModel {
  // Everything that the SDK would otherwise read from the environment is given, and retries are ours.
  const client = new OpenAI({ apiKey: options.apiKey, baseURL: options.baseUrl ?? officialBaseUrl, organization: null, project: null, adminAPIKey: null, webhookSecret: null, maxRetries: 0, logLevel: 'off' });
  const model = options.embeddingModel;
  return {
    name: model,
    embed: (texts, request = {}) =>
      withRetries(provider, request, (signal) => inPortions(texts, async (portion) => {
        const { data } = (await client.embeddings.create({ model, input: [...portion], encoding_format: 'float' }, { signal })) as { data?: { index: number; embedding: number[] }[] };
        return checkedVectors(data && [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding), portion, provider);
      }), asProviderError),
  };
}
