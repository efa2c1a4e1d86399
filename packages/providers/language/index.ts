export { firstWorking, restMs, type FallbackOptions } from './first-working.ts';
export { geminiModel } from './gemini.ts';
export { defaultTimeoutMs, isRetryableStatus, ProviderError, type LanguageModel, type ObjectRequest } from './language-model.ts';
export { openaiModel } from './openai.ts';
