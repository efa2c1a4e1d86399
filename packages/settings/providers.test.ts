import { expect, test } from 'vitest';
import { loadProviderSettings, SettingsError } from './index.ts';

test('without any variable nothing but this machine is used', () => {
  const settings = loadProviderSettings('/models', {});
  expect(settings).toMatchObject({ speechModelsDir: '/models', openai: undefined, gemini: undefined, deepgram: undefined, huggingface: undefined });
});

test('an empty key is no key', () => {
  expect(loadProviderSettings('/models', { DEEPGRAM_API_KEY: ' ', HF_TOKEN: '' })).toMatchObject({ deepgram: undefined, huggingface: undefined });
});

test('OpenAI itself hears and speaks by default; another server of its protocol only when its models are named', () => {
  expect(loadProviderSettings('/models', { OPENAI_API_KEY: 'k' }).speech).toMatchObject({ openaiTranscriptionModel: 'whisper-1', openaiSpeechModel: 'gpt-4o-mini-tts' });
  expect(loadProviderSettings('/models', { OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1' }).speech).toMatchObject({ openaiTranscriptionModel: undefined, openaiSpeechModel: undefined });
});

test('an order names each service once, and local is always there', () => {
  expect(loadProviderSettings('/models', { HEARING_ORDER: 'openai, deepgram, openai, local', VOICE_ORDER: 'local' }).speech).toMatchObject({ hearing: ['openai', 'deepgram'], voices: [] });
});

test('a name that nobody has and an address that is none are errors that name the variable, not the value', () => {
  expect(() => loadProviderSettings('/models', { VOICE_ORDER: 'siri' })).toThrow(new SettingsError('VOICE_ORDER: expected names out of deepgram, openai, gemini, local, separated by commas'));
  expect(() => loadProviderSettings('/models', { DEEPGRAM_BASE_URL: 'secret' })).toThrow(/^DEEPGRAM_BASE_URL: expected http\(s\):\/\/host$/);
});
