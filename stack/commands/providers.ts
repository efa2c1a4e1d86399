/** `npm run providers`: which keys work, and what the others would give. */
import { join } from 'node:path';
import { AudioFrame } from '@livekit/rtc-node';
import { keysOffered, providerChecks, type ProviderCheck } from '@greenroom/providers/check-providers';
import { resampled } from '@greenroom/providers/local/resampled';
import { loadProviderSettings, SettingsError } from '@greenroom/settings';
import { builtInAnswers } from '../demo/answers.ts';
import { decodeAudio, sampleRate } from '../demo/audio-file.ts';
import { cacheDir } from '../places.ts';
import { StackError } from '../stack-error.ts';

/** Milliseconds for one check. */
const longestCheck = 20_000;
/** "Hi, thanks for having me." and the silence after it. */
const sentenceSeconds = 1.7;

export interface CheckResult {
  check: Pick<ProviderCheck, 'task' | 'name' | 'variable'>;
  ms: number;
  answer: string | undefined;
  error: string | undefined;
}

export async function providers(env: Record<string, string | undefined> = process.env, print: (line: string) => void = (line) => void process.stdout.write(`${line}\n`)): Promise<number> {
  const settings = settingsFrom(env);
  const checks = providerChecks(settings, await sentence());
  // One after the other: each is measured alone.
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await runCheck(check);
    results.push(result);
    print(lineOf(result));
  }
  for (const { variable, gives, without } of keysOffered) {
    const set = { GEMINI_API_KEY: settings.gemini, OPENAI_API_KEY: settings.openai, DEEPGRAM_API_KEY: settings.deepgram, HF_TOKEN: settings.huggingface }[variable];
    if (set === undefined) print(`not set   ${variable}: gives ${gives}. Without it: ${without}.`);
  }
  if (checks.length === 0) print('No key is set: everything runs on this machine. Put keys into a file .env to use a service (docs/settings.md).');
  return results.some(({ error }) => error !== undefined) ? 1 : 0;
}

function settingsFrom(env: Record<string, string | undefined>): ReturnType<typeof loadProviderSettings> {
  try {
    return loadProviderSettings(join(cacheDir(env), 'voices-1'), env);
  } catch (error) {
    if (error instanceof SettingsError) throw new StackError(error.message);
    throw error;
  }
}

async function sentence(): Promise<Int16Array> {
  const spoken = (await decodeAudio(join(builtInAnswers, 'q1-answer.flac'))).slice(0, sentenceSeconds * sampleRate);
  return resampled(new AudioFrame(spoken, sampleRate, 1, spoken.length), 16_000);
}

async function runCheck(check: ProviderCheck): Promise<CheckResult> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(longestCheck);
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error(`no answer within ${longestCheck / 1000} s`))));
  late.catch(() => {});
  try {
    const answer = await Promise.race([check.run(signal), late]);
    return { check, ms: performance.now() - startedAt, answer, error: undefined };
  } catch (error) {
    return { check, ms: performance.now() - startedAt, answer: undefined, error: error instanceof Error ? error.message : String(error) };
  }
}

/** One line for a person. Never holds a key. */
export function lineOf({ check, ms, answer, error }: CheckResult): string {
  const what = `${check.task.padEnd(8)} ${check.name}`;
  return error === undefined ? `works     ${what}, ${Math.round(ms)} ms: ${answer ?? ''}` : `FAILED    ${what}: ${error.replace(/[.\s]+$/, '')}. Check ${check.variable} and the network; an interview would use the next one or this machine.`;
}
