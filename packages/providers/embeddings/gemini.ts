/** Gemini's vectors through its makers' SDK. */
import { GoogleGenAI } from '@google/genai';
import { asProviderError, officialBaseUrl, provider } from '../language/gemini.ts';
import { withRetries } from '../language/reply.ts';
import { checkedVectors, inPortions, type EmbeddingModel } from './embedding-model.ts';

export function geminiEmbeddings(options: { apiKey: string; baseUrl: string | undefined; embeddingModel: string }): EmbeddingModel {
  // The SDK would look for its back end and address in the environment: both are given.
  const client = new GoogleGenAI({ apiKey: options.apiKey, enterprise: false, vertexai: false, apiVersion: 'v1beta', httpOptions: { baseUrl: options.baseUrl ?? officialBaseUrl } });
  const model = options.embeddingModel;
  return {
    name: model,
    embed: (texts, request = {}) =>
      withRetries(provider, request, (abortSignal) => inPortions(texts, async (portion) => {
        // Résumé and requirement are two texts of one kind here: which is near to which.
        const { embeddings } = await client.models.embedContent({ model, contents: [...portion], config: { taskType: 'SEMANTIC_SIMILARITY', abortSignal } });
        return checkedVectors(embeddings?.map(({ values }) => values), portion, provider);
      }), (error) => asProviderError(error, undefined)),
  };
}
