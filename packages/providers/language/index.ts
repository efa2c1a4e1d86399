export { defaultTimeoutMs, isRetryableStatus, ProviderError, type LanguageModel, type ObjectRequest } from './language-model.ts';
