export { geminiGenerate } from './gemini-generate.ts';
export { openaiChat } from './openai-chat.ts';
export { startProviderServer, type Behaviour, type Protocol, type ProviderServer, type SeenRequest } from './provider-server.ts';
