export type { EmbeddingModel, EmbeddingOptions } from './embedding-model.ts';
export { geminiEmbeddings } from './gemini.ts';
export { openaiEmbeddings } from './openai.ts';
