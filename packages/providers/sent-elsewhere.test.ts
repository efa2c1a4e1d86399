import { loadProviderSettings } from '@greenroom/settings';
import { expect, test } from 'vitest';
import { sentElsewhere } from './sent-elsewhere.ts';

const told = (env: Record<string, string>, mode: 'spoken' | 'typed' = 'spoken') => sentElsewhere(loadProviderSettings('/models', env), mode);

test('without a key nothing leaves this machine, and nothing is said about it', () => {
  expect(told({})).toBeUndefined();
  expect(told({ DEEPGRAM_API_KEY: 'k', HEARING_ORDER: 'local', VOICE_ORDER: 'local' })).toBeUndefined();
  expect(told({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' })).toBeUndefined();
});

test('each service that gets something is named with what it gets', () => {
  expect(told({ DEEPGRAM_API_KEY: 'k' })).toBe('Your speech is turned into text by Deepgram. The interviewer’s voice is made by Deepgram.');
  expect(told({ DEEPGRAM_API_KEY: 'k', GEMINI_API_KEY: 'k', VOICE_ORDER: 'local' })).toBe('Your speech is turned into text by Deepgram. Your answers are read by Google Gemini, for follow-up questions and for your report.');
});

test('sentences whose tone is read elsewhere are told of, in a spoken interview', () => {
  expect(told({ HF_TOKEN: 'hf' })).toBe('Afterwards the tone of your sentences is read by Hugging Face, for your report.');
  expect(told({ HF_TOKEN: 'hf' }, 'typed')).toBeUndefined();
});

test('so is the one that takes over when the first does not answer', () => {
  expect(told({ DEEPGRAM_API_KEY: 'k', OPENAI_API_KEY: 'k' })).toContain('into text by Deepgram, or, when that does not answer, OpenAI.');
});

test('a server of one’s own is named by its host, for what it does', () => {
  expect(told({ OPENAI_BASE_URL: 'https://llm.example.org/v1' })).toBe('Your answers are read by the server llm.example.org, for follow-up questions and for your report.');
});

test('a typed interview sends no sound', () => {
  expect(told({ DEEPGRAM_API_KEY: 'k' }, 'typed')).toBeUndefined();
  expect(told({ DEEPGRAM_API_KEY: 'k', GEMINI_API_KEY: 'k' }, 'typed')).toBe('Your answers are read by Google Gemini, for follow-up questions and for your report.');
});
