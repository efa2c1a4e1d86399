import { initializeLogger } from '@livekit/agents';
import { loadProviderSettings } from '@greenroom/settings';
import { beforeAll, expect, test } from 'vitest';
import { MoonshineSTT } from './local/moonshine-stt.ts';
import { selectSpeech } from './select.ts';

beforeAll(() => initializeLogger({ pretty: false, level: 'fatal' }));

const described = (env: Record<string, string>) => selectSpeech(loadProviderSettings('/models', env)).description;
const hears = 'moonshine-tiny-en (on this machine)';
const speaks = 'piper-en_US-joe-medium (on this machine)';

test('without keys both run on this machine, with nothing around them', () => {
  const speech = selectSpeech(loadProviderSettings('/models', {}));
  expect(speech.stt).toBeInstanceOf(MoonshineSTT);
  expect(speech.tts.label).toBe('tts.StreamAdapter<local.PiperTTS>');
  expect(speech.description).toEqual({ hearing: hears, speaking: speaks });
});

test('a key brings its service to the front, and this machine stays behind it', () => {
  expect(described({ DEEPGRAM_API_KEY: 'k' })).toEqual({ hearing: `Deepgram nova-3, else ${hears}`, speaking: `Deepgram aura-2-thalia-en, else ${speaks}` });
  expect(described({ OPENAI_API_KEY: 'k' })).toEqual({ hearing: `OpenAI whisper-1, else ${hears}`, speaking: `OpenAI gpt-4o-mini-tts, else ${speaks}` });
  expect(described({ GEMINI_API_KEY: 'k' })).toEqual({ hearing: hears, speaking: `Gemini gemini-3.8-flash-lite-tts, else ${speaks}` });
});

test('the order is a setting, and local alone keeps voices and hearing here whatever keys there are', () => {
  const keys = { DEEPGRAM_API_KEY: 'k', OPENAI_API_KEY: 'k', GEMINI_API_KEY: 'k' };
  expect(described({ ...keys, HEARING_ORDER: 'openai, deepgram', VOICE_ORDER: 'gemini' })).toEqual({
    hearing: `OpenAI whisper-1, else Deepgram nova-3, else ${hears}`, speaking: `Gemini gemini-3.8-flash-lite-tts, else ${speaks}`,
  });
  expect(described({ ...keys, HEARING_ORDER: 'local', VOICE_ORDER: 'local' })).toEqual({ hearing: hears, speaking: speaks });
});

test("a server of one's own is asked to hear and to speak only when its models are named", () => {
  const own = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' };
  expect(described(own)).toEqual({ hearing: hears, speaking: speaks });
  expect(described({ ...own, OPENAI_TRANSCRIPTION_MODEL: 'whisper-large-v3', OPENAI_SPEECH_MODEL: 'kokoro' })).toEqual({ hearing: `OpenAI whisper-large-v3, else ${hears}`, speaking: `OpenAI kokoro, else ${speaks}` });
});
