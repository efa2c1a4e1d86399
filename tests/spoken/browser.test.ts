/** The site as a person uses it: a real browser speaks a recorded answer through its microphone with the real interviewer. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleRate } from '../../stack/demo/audio-file.ts';
import { openBrowser } from '../../web/checks/browser.ts';
import { answersTo, startWholeSystem, turnsOf, untilStatus, type WholeSystem } from './whole-system.ts';

/** The microphone is silent while the interviewer greets and asks: about 20 s after the candidate has joined. */
const silenceBefore = 38;
const silenceAfter = 300;

let system: WholeSystem;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  system = await startWholeSystem();
  folder = await mkdtemp(join(tmpdir(), 'greenroom-microphone-'));
  const answers = await answersTo('q1');
  const file = join(folder, 'answer.wav');
  await writeFile(file, wav(answers.recordings.get('q1')?.answer.samples ?? new Int16Array(0)));
  browser = await openBrowser([`--use-file-for-fake-audio-capture=${file}%noloop`]);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
  await rm(folder, { recursive: true });
});

test('a person signs in, goes in, is asked and heard, ends the interview, reads the report and plays the recording', async () => {
  const { questions, role, level, type } = await answersTo('q1');
  const interview = await system.api.call('createInterview', { body: { type, role, level, questions } });
  const page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
  await page.goto(`${system.addresses.web}/sign-in`);
  await page.getByLabel('E-mail address').fill(system.account.email);
  await page.getByLabel('Password').fill(system.account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your interviews' }).waitFor();

  await page.goto(`${system.addresses.web}/interviews/${interview.id}`, { waitUntil: 'networkidle' });
  await page.getByLabel(/I agree/).check();
  await page.getByRole('button', { name: 'Go in' }).click();
  await page.getByText('Speaking', { exact: true }).waitFor({ timeout: 40_000 });
  await expect.poll(() => page.getByTestId('question').innerText(), { timeout: 60_000 }).toMatch(/introduce yourself/);

  // What was said stands in the captions while the interview goes on.
  await page.getByText(/backend engineer with six years/i).waitFor({ timeout: 90_000 });
  await expect.poll(() => page.getByTestId('question').innerText(), { timeout: 60_000 }).toMatch(/hardest part/);

  await page.getByRole('button', { name: 'End' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
  await untilStatus(system, interview.id, ['completed'], 60);
  await page.waitForURL(/\/report$/, { timeout: 60_000 });
  expect(await page.locator('main').innerText()).toMatch(/six years of experience/);
  const played = await page.locator('audio').evaluate(async (element) => {
    const audio = element as unknown as { muted: boolean; play(): Promise<void>; currentTime: number; duration: number };
    audio.muted = true;
    await audio.play();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return { time: audio.currentTime, duration: audio.duration };
  });
  expect(played.time).toBeGreaterThan(0);
  expect(played.duration).toBeGreaterThan(30);

  const answer = (await turnsOf(system, interview.id)).find((turn) => turn.speaker === 'candidate' && turn.kind === 'answer');
  expect(answer?.text).toMatch(/six years of experience/);
});

/** 16 bit mono with silence around, as Chromium's fake microphone reads it. */
function wav(samples: Int16Array): Buffer {
  const data = Buffer.alloc((silenceBefore + silenceAfter) * sampleRate * 2 + samples.byteLength);
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).copy(data, silenceBefore * sampleRate * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
