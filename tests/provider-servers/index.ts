export { geminiEmbedServer } from './gemini-embed.ts';
export { geminiGenerate } from './gemini-generate.ts';
export { openaiChat } from './openai-chat.ts';
export { openaiEmbeddingServer } from './openai-embeddings.ts';
export { startProviderServer, type Behaviour, type Protocol, type ProviderServer, type SeenRequest } from './provider-server.ts';
