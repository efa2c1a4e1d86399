/**
 * The replay in a real browser, with a recording that can be measured: a tone for each word, higher for fillers, silence between
 * them. What is heard is checked by the place in the file, and the place by its tone.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { againQuestion, replayIds } from './answers/replay.ts';
import { ids, links } from './fixture-api.ts';
import { signIn } from './pages.ts';
import { openSiteInBrowser } from './site-in-browser.ts';
import type { Site } from './site.ts';

/** The interview's clock minus the file's time, and some moments of interview.json on that clock. */
const offset = 0.8;
const firstFiller = 19.8;
const longPause = { from: 62.4, to: 64.4 };

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;
openSiteInBrowser((opened) => ({ site, browser } = opened));
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
});
afterEach(() => context.close());

const replay = `/interviews/${ids.completed}/replay`;
async function open(path = replay): Promise<void> {
  await signIn(page, site.url);
  await page.goto(site.url + path, { waitUntil: 'networkidle' });
}
const audio = () => page.evaluate(() => {
  const { currentTime, paused, playbackRate } = document.querySelector('audio')!;
  return { at: currentTime, paused, playbackRate };
});
const clock = async () => (await audio()).at + offset;
const stop = () => page.evaluate(() => document.querySelector('audio')?.pause());
/** Loudest tone of 200 ms of the file from there on, by its zero crossings. */
const pitchAt = (at: number) =>
  page.evaluate(async (start) => {
    const file = await (await fetch(document.querySelector('audio')!.src)).arrayBuffer();
    const sound = await new AudioContext().decodeAudioData(file);
    const samples = sound.getChannelData(0).subarray(Math.round(start * sound.sampleRate), Math.round((start + 0.2) * sound.sampleRate));
    let crossings = 0;
    for (let i = 1; i < samples.length; i++) if (samples[i - 1]! < 0 !== samples[i]! < 0) crossings++;
    return crossings / 2 / 0.2;
  }, at);

describe('the words and the sound', () => {
  beforeEach(() => open());

  test('a click on a filler plays that moment, and what sounds there is the filler', async () => {
    await page.locator('.noticed-filler [data-word]', { hasText: /^um$/ }).first().click();
    await expect.poll(async () => (await audio()).paused).toBe(false);
    await stop();
    expect(await clock()).toBeGreaterThan(firstFiller - 0.5);
    expect(await clock()).toBeLessThan(firstFiller + 2.5);
    const word = await page.evaluate(() => Number(document.querySelector<HTMLElement>('.noticed-filler [data-word]')?.dataset.word));
    expect(word).toBe(17);
  });

  test('the fillers’ tone lies where the page says that the fillers are', async () => {
    // Where it is sent, not where it is by the time that somebody looks.
    await page.evaluate(() => {
      const audio = document.querySelector('audio')!;
      audio.addEventListener('seeking', () => (audio.dataset.sentTo = String(audio.currentTime)));
    });
    for (let i = 0; i < 3; i++) {
      const before = await page.evaluate(() => document.querySelector('audio')?.dataset.sentTo);
      await page.keyboard.press('n');
      await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.dataset.sentTo)).not.toBe(before);
      await stop();
      const sentTo = Number(await page.evaluate(() => document.querySelector('audio')?.dataset.sentTo));
      // A moment before, so that the first sound is not cut.
      expect(Math.abs((await pitchAt(sentTo + 0.16)) - 880)).toBeLessThan(120);
    }
  });

  test('the highlighted word follows the sound', async () => {
    await page.getByRole('button', { name: /Play from.*0:15/ }).first().click();
    const lit = new Set<string>();
    for (let i = 0; i < 12; i++) {
      await page.waitForTimeout(150);
      const seen = await page.evaluate(() => ({ text: document.querySelector('.spoken')?.textContent ?? '', word: document.querySelector<HTMLElement>('.spoken')?.dataset.word, turn: document.querySelector('.spoken')?.closest<HTMLElement>('[data-turn]')?.dataset.turn }));
      if (seen.word !== undefined) lit.add(`${seen.turn}/${seen.word}`);
    }
    await stop();
    expect(lit.size).toBeGreaterThan(3);
    expect([...lit].map((each) => Number(each.split('/')[1]))).toEqual([...lit].map((each) => Number(each.split('/')[1])).sort((a, b) => a - b));
    expect(new Set([...lit].map((each) => each.split('/')[0]))).toEqual(new Set(['2']));
  });

  test('a click on a word plays from it; a tick under the lane plays its filler', async () => {
    await page.locator('[data-turn="10"] [data-word]', { hasText: /^database$/ }).click();
    await stop();
    const at = await clock();
    expect(at).toBeGreaterThan(104);
    expect(at).toBeLessThan(116);
    const tick = await page.locator('line:has(title)').first().boundingBox();
    await page.mouse.click((tick?.x ?? 0) + 1, (tick?.y ?? 0) + 5);
    await stop();
    expect(Math.abs((await clock()) - firstFiller)).toBeLessThan(1.5);
  });

  test('captions come from the track and follow the sound', async () => {
    expect(await page.locator('audio track').getAttribute('src')).toBe(`/interviews/${ids.completed}/recording/captions`);
    await page.keyboard.press('c');
    await page.locator('[data-turn="4"] [data-word]').nth(3).click();
    await expect.poll(() => page.locator('[data-caption]').innerText()).toContain('the hardest part was the migration');
    await stop();
  });

  test('by keyboard alone: from a turn into its words, and enter plays from one', async () => {
    await page.locator('[data-turn="2"] button').focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Play from “/);
    expect(await page.locator('[data-word][tabindex]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await audio()).paused).toBe(false);
    await stop();
    expect(await clock()).toBeGreaterThan(14.5);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
    expect(await page.locator('[data-word][tabindex]').count()).toBe(0);
  });
});

describe('the way through the recording', () => {
  beforeEach(() => open());

  test('the keys play, jump, change the speed and list themselves; they can be switched off', async () => {
    await page.keyboard.press('Space');
    await expect.poll(async () => (await audio()).paused).toBe(false);
    await page.keyboard.press('k');
    expect((await audio()).paused).toBe(true);
    const before = (await audio()).at;
    await page.keyboard.press('l');
    await page.keyboard.press('ArrowRight');
    expect((await audio()).at - before).toBeCloseTo(15, 0);
    await page.keyboard.press('j');
    expect((await audio()).at - before).toBeCloseTo(5, 0);
    await page.keyboard.press('>');
    expect((await audio()).playbackRate).toBe(1.25);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next filler', { exact: true }).waitFor();
    await page.getByLabel('Use these keys').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('l');
    expect((await audio()).at - before).toBeCloseTo(5, 0);
    await page.reload({ waitUntil: 'networkidle' });
    await page.keyboard.press('Space');
    await page.waitForTimeout(200);
    expect((await audio()).paused).toBe(true);
  });

  test('a passage is looped from [ to ]', async () => {
    await page.evaluate(() => (document.querySelector('audio')!.currentTime = 30));
    await page.keyboard.press('[');
    await page.getByRole('button', { name: /Loop 0:31 to here/ }).waitFor();
    await page.evaluate(() => (document.querySelector('audio')!.currentTime = 31.2));
    await page.keyboard.press(']');
    await page.evaluate(() => (document.querySelector('audio')!.currentTime = 30.4));
    await page.keyboard.press('Space');
    const places: number[] = [];
    for (let i = 0; i < 16; i++) {
      await page.waitForTimeout(150);
      places.push((await audio()).at);
    }
    await stop();
    expect(Math.min(...places)).toBeGreaterThan(29.8);
    expect(Math.max(...places)).toBeLessThan(31.6);
    expect(places.filter((place, i) => place < (places[i - 1] ?? 0)).length).toBeGreaterThan(0);
    await page.keyboard.press('\\');
    await page.getByRole('button', { name: 'Loop', exact: true }).waitFor();
  });

  test('a drag over the lanes marks a passage, and plays it', async () => {
    const lanes = (await page.locator('[data-surface]').boundingBox())!;
    await page.mouse.move(lanes.x + lanes.width * 0.5, lanes.y + 60);
    await page.mouse.down();
    await page.mouse.move(lanes.x + lanes.width * 0.55, lanes.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: /Stop looping/ }).waitFor();
    await stop();
    expect(await clock()).toBeGreaterThan(88);
    expect(await clock()).toBeLessThan(97);
  });

  test('the speed is remembered, and so is whether silence is left out', async () => {
    await page.getByLabel('Speed').selectOption('2×');
    await page.getByRole('button', { name: 'Skip silence' }).click();
    await page.reload({ waitUntil: 'networkidle' });
    expect((await audio()).playbackRate).toBe(2);
    expect(await page.getByRole('button', { name: 'Skip silence' }).getAttribute('aria-pressed')).toBe('true');
  });

  test('a silence is left out, and only when one wants it', async () => {
    const from = longPause.from - offset;
    const playThrough = async () => {
      await page.evaluate((at) => (document.querySelector('audio')!.currentTime = at), from);
      const begun = Date.now();
      await page.keyboard.press('Space');
      await expect.poll(async () => (await audio()).at, { timeout: 8000, interval: 50 }).toBeGreaterThan(longPause.to - offset - 0.3);
      await stop();
      return Date.now() - begun;
    };
    expect(await playThrough()).toBeGreaterThan(1500);
    await page.keyboard.press('s');
    expect(await playThrough()).toBeLessThan(1200);
  });

  test('the place is kept over a reload', async () => {
    await page.locator('[data-turn="10"] [data-word]').nth(5).click();
    await page.waitForTimeout(400);
    await stop();
    const at = await clock();
    await page.reload({ waitUntil: 'networkidle' });
    expect((await audio()).paused).toBe(true);
    expect(Math.abs((await clock()) - at)).toBeLessThan(0.5);
  });

  test('both voices are drawn from the peaks, and finer where one looks nearer', async () => {
    const detail = () => page.locator('[data-wave=candidate]').evaluate((path) => path.getAttribute('d')?.length ?? 0);
    const coarse = await detail();
    expect(coarse).toBeGreaterThan(1000);
    await page.getByRole('button', { name: 'Look nearer' }).click();
    await page.getByRole('button', { name: 'Look nearer' }).click();
    await expect.poll(detail).toBeGreaterThan(2 * coarse);
  });
});

test('every claim of the report is a link into the replay, which begins at its moment', async () => {
  await open(`/interviews/${ids.completed}/report`);
  const quote = page.getByRole('link', { name: /cut reconciliation errors by eighty percent/ });
  const href = (await quote.getAttribute('href')) ?? '';
  expect(href).toMatch(new RegExp(`^${replay}#t=\\d+\\.\\d$`));
  await page.goto(site.url + href, { waitUntil: 'networkidle' });
  const at = Number(href.split('=')[1]);
  await expect.poll(clock).toBeCloseTo(at, 0);
  await page.evaluate(() => (location.hash = '#t=60.5'));
  await expect.poll(clock).toBeGreaterThan(60);
  expect(await clock()).toBeLessThan(62);
});

test('a key that comes right after the list of keys has closed counts: the focus leaves it only with the next frame', async () => {
  await open(replay);
  const captions = () => page.getByRole('button', { name: 'Captions' }).getAttribute('aria-pressed');
  expect(await captions()).toBe('false');
  await page.keyboard.press('?');
  await page.getByLabel('Use these keys').focus();
  await page.evaluate(() => {
    document.querySelector('dialog')?.close();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true, cancelable: true }));
  });
  await expect.poll(captions).toBe('true');
});

test('how pauses were judged is folded away at the end of the report; each is a link to its moment in the replay', async () => {
  await open(`/interviews/${ids.completed}/report`);
  const pauses = page.getByRole('region', { name: 'How the interviewer judged your pauses' });
  expect(await pauses.getByRole('table').first().isVisible()).toBe(false);
  await pauses.getByText('For developers').click();
  const answer = pauses.getByRole('table', { name: /^Question 1, your answer at \d+:\d\d$/ }).first();
  await answer.getByText('The interviewer replied.').waitFor();
  expect(await answer.getByRole('row').last().innerText()).toMatch(/how it sounds\s\+1\.6, tells a result\s\+0\.6|how it sounds\s\+1\.6, length\s\+0\.9/);
  const href = (await answer.getByRole('rowheader').getByRole('link').first().getAttribute('href')) ?? '';
  await page.goto(site.url + href, { waitUntil: 'networkidle' });
  await expect.poll(clock).toBeCloseTo(Number(href.split('=')[1]), 0);
});

describe('a link shows its scope and nothing more', () => {
  test('the recording alone: sound and both voices, no word of it', async () => {
    await page.goto(`${site.url}/shared/${links.recording}`, { waitUntil: 'networkidle' });
    await page.getByRole('link', { name: 'Open the replay' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(async () => (await audio()).at).toBeGreaterThan(0.3);
    expect(await page.locator('[data-turn], track, [data-caption]').count()).toBe(0);
    expect(await page.locator('[data-wave]').count()).toBe(2);
    expect(await page.getByRole('button', { name: /Captions|Follow/ }).count()).toBe(0);
    expect(await page.content()).not.toContain('reconciliation');
  });

  test('all of it: captions from the words, and notes stay with those whom they are for', async () => {
    await page.goto(`${site.url}/shared/${links.all}/replay`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Captions' }).click();
    await page.locator('[data-turn="4"] [data-word]').nth(3).click();
    await expect.poll(() => page.locator('[data-caption]').innerText()).toContain('hardest part');
    expect(await page.content()).not.toContain('Ask Cal about this one');
    expect(await page.locator('main form[method=POST i]').count()).toBe(0);
  });

  test('no recording: the replay’s address leads back to what the link shows', async () => {
    for (const link of [links.report, links.transcript]) {
      await page.goto(`${site.url}/shared/${link}/replay`);
      expect(page.url()).toBe(`${site.url}/shared/${link}`);
      expect(await page.locator('audio').count()).toBe(0);
    }
    expect((await page.goto(`${site.url}/shared/${links.over}/replay`))?.status()).toBe(404);
  });
});

describe('my answer again', () => {
  test('a button plans the one question anew, and leads to its green room; also without scripts', async () => {
    await open(`/interviews/${ids.completed}/report`);
    await page.getByRole('button', { name: 'Practise question 4 again' }).click();
    await page.waitForURL(`${site.url}/interviews/${ids.pending}`);
    const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await signIn(bare, site.url);
    await bare.goto(`${site.url}/interviews/${ids.completed}/report`);
    await bare.getByRole('button', { name: 'Answer this again' }).nth(1).click();
    expect(bare.url()).toBe(`${site.url}/interviews/${ids.pending}`);
    await bare.context().close();
  });

  test('both answers stand side by side, say who judged, and are played one after the other', async () => {
    await open(`/interviews/${replayIds.again}/again`);
    expect(page.url()).toBe(`${site.url}/interviews/${ids.completed}/again?question=${againQuestion}&attempt=${replayIds.again}`);
    await page.getByText('Judged by different engines: the two numbers cannot be compared.').waitFor();
    await page.getByText('4.4 a minute fewer; now inside the range.').waitFor();
    await page.getByRole('link', { name: 'Ready to start' }).waitFor();
    await page.evaluate(() => document.querySelectorAll('audio').forEach((each) => (each.defaultPlaybackRate = each.playbackRate = 16)));
    await page.getByRole('button', { name: 'Play both, one after the other' }).click();
    const playing = () => page.evaluate(() => [...document.querySelectorAll('audio')].map(({ paused }) => !paused).join(' '));
    await expect.poll(playing).toBe('true false');
    await expect.poll(playing, { timeout: 15_000 }).toBe('false true');
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(playing).toBe('false false');
  });
});

test('on paper there is no player, nothing is folded, and every answer is there', async () => {
  await open(`/interviews/${replayIds.lengthy}/report`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('group', { name: 'Player' }).isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Make a link' }).isVisible()).toBe(false);
  expect(await page.evaluate(() => [...document.querySelectorAll('[data-turn]')].filter((turn) => turn.getBoundingClientRect().height < 20).length)).toBe(0);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(100_000);
});

test('45 minutes with 7,000 words take little of the machine: counted is the page’s own computing time, not the clock', async () => {
  await signIn(page, site.url);
  const developer = await context.newCDPSession(page);
  await developer.send('Performance.enable', { timeDomain: 'threadTicks' });
  const computed = async () => (await developer.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  const before = await computed();
  await page.goto(`${site.url}/interviews/${replayIds.long}/replay#t=1200`, { waitUntil: 'networkidle' });
  expect(await page.locator('[data-word]').count()).toBeGreaterThan(6000);
  const loaded = await computed();
  expect(loaded - before).toBeLessThan(2);
  await page.keyboard.press('k');
  await page.waitForTimeout(4000);
  await stop();
  // A third of one core at most, measured at a tenth.
  expect((await computed()) - loaded).toBeLessThan(1.3);
});
