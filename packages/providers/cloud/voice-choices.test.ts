import type { InterviewerVoice } from '@greenroom/contracts';
import { loadProviderSettings } from '@greenroom/settings';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deepgramSpeak, geminiSpeech, openaiSpeech, startAudioServer, type AudioServer } from '../../../tests/provider-servers/index.ts';
import { Urgency } from '../voice/urgency.ts';
import { cloudVoices } from './cloud-speech.ts';

let servers: Record<'deepgram' | 'openai' | 'gemini', AudioServer>;
beforeAll(async () => {
  const [deepgram, openai, gemini] = await Promise.all([startAudioServer(deepgramSpeak), startAudioServer(openaiSpeech), startAudioServer(geminiSpeech)]);
  servers = { deepgram, openai, gemini };
});
afterAll(() => Promise.all(Object.values(servers).map((server) => server[Symbol.asyncDispose]())));
beforeEach(() => Object.values(servers).forEach((server) => server.requests.splice(0)));

/** What each service is asked, address and body, when a candidate chooses this. */
async function asked(choice: InterviewerVoice | undefined, env: Record<string, string> = {}) {
  const settings = loadProviderSettings('/models', {
    DEEPGRAM_API_KEY: 'key', DEEPGRAM_BASE_URL: servers.deepgram.url, OPENAI_API_KEY: 'key', OPENAI_BASE_URL: `${servers.openai.url}/v1`, OPENAI_SPEECH_MODEL: 'gpt-4o-mini-tts',
    GEMINI_API_KEY: 'key', GEMINI_BASE_URL: servers.gemini.url, ...env,
  });
  for (const voice of cloudVoices(settings, choice)) for await (const _part of voice.speak('Go on.', new AbortController().signal, new Urgency(true))) continue;
  const seen = (server: AudioServer): string => server.requests.map(({ path, raw }) => `${path} ${raw.toString()}`).join('\n');
  return { deepgram: seen(servers.deepgram), openai: seen(servers.openai), gemini: seen(servers.gemini) };
}

describe('a chosen voice', () => {
  it('is asked of each service by its own name', async () => {
    const lower = await asked({ sound: 'lower', pace: 'normal' });
    expect(lower.deepgram).toContain('aura-2-orion-en');
    expect(lower.openai).toContain('"voice":"cedar"');
    expect(lower.gemini).toContain('"voiceName":"Charon"');
    Object.values(servers).forEach((server) => server.requests.splice(0));
    const higher = await asked({ sound: 'higher', pace: 'normal' });
    expect(higher.deepgram).toContain('aura-2-thalia-en');
    expect(higher.openai).toContain('"voice":"marin"');
    expect(higher.gemini).toContain('"voiceName":"Kore"');
  });

  it('does not replace a voice of the own server that our tables do not know', async () => {
    const { openai } = await asked({ sound: 'lower', pace: 'normal' }, { OPENAI_SPEECH_VOICE: 'af_heart' });
    expect(openai).toContain('"voice":"af_heart"');
  });

  it('is the one that is set when nobody has chosen', async () => {
    const { openai } = await asked(undefined, { OPENAI_SPEECH_VOICE: 'cedar' });
    expect(openai).toContain('"voice":"cedar"');
  });

  it('has other names for the older models of OpenAI', async () => {
    const { openai } = await asked({ sound: 'lower', pace: 'slower' }, { OPENAI_SPEECH_MODEL: 'tts-1' });
    expect(openai).toContain('"voice":"onyx"');
    expect(openai).toContain('"speed":0.85');
    expect(openai).not.toContain('instructions');
  });
});

describe('a chosen pace', () => {
  it('is a factor or an instruction, whatever the service takes', async () => {
    const { deepgram, openai, gemini } = await asked({ sound: 'lower', pace: 'faster' });
    expect(deepgram).toContain('speed=1.15');
    expect(openai).toMatch(/"instructions":"[^"]*faster/);
    expect(openai).not.toContain('"speed"');
    expect(gemini).toMatch(/"text":"Say a little faster than usual: Go on\."/);
  });

  it('that is normal is not mentioned, as some voices take none', async () => {
    const { deepgram, openai, gemini } = await asked({ sound: 'lower', pace: 'normal' });
    expect(deepgram).not.toContain('speed');
    expect(openai).not.toContain('speed');
    expect(gemini).toContain('"text":"Go on."');
  });
});
