import { againQuestion, replayIds } from '../answers/replay.ts';
import { ids, links } from '../fixture-api.ts';
import type { View } from '../pages.ts';

export const replayViews: readonly View[] = [
  { name: 'replay', path: `/interviews/${ids.completed}/replay`, signedIn: true },
  {
    name: 'replay-looping', path: `/interviews/${ids.completed}/replay#t=60`, signedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'Captions' }).click();
      await page.keyboard.press('[');
      await page.keyboard.press('l');
      await page.keyboard.press(']');
      await page.locator('[data-caption]').getByText(/\w/).waitFor();
    },
  },
  {
    name: 'replay-keys', path: `/interviews/${ids.completed}/replay`, signedIn: true,
    act: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'replay-long', path: `/interviews/${replayIds.lengthy}/replay`, signedIn: true },
  {
    name: 'replay-near', path: `/interviews/${replayIds.lengthy}/replay#t=400`, signedIn: true,
    act: async (page) => {
      for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Look nearer' }).click();
      await page.waitForLoadState('networkidle');
    },
  },
  { name: 'replay-unrecorded', path: `/interviews/${replayIds.unrecorded}/replay`, signedIn: true },
  { name: 'replay-without-peaks', path: `/interviews/${replayIds.withoutPeaks}/replay`, signedIn: true },
  { name: 'replay-as-coach', path: `/interviews/${ids.completed}/replay`, signedIn: 'coach' },
  { name: 'shared-replay', path: `/shared/${links.all}/replay`, signedIn: false },
  { name: 'shared-recording', path: `/shared/${links.recording}`, signedIn: false },
  { name: 'shared-replay-recording', path: `/shared/${links.recording}/replay`, signedIn: false },
  { name: 'report-long', path: `/interviews/${replayIds.lengthy}/report`, signedIn: true },
  { name: 'report-typed', path: `/interviews/${replayIds.typed}/report`, signedIn: true },
  {
    name: 'report-pauses', path: `/interviews/${ids.completed}/report`, signedIn: true,
    act: async (page) => {
      await page.getByText('How the interviewer judged your pauses').click();
      await page.getByText('The interviewer replied.').first().waitFor();
    },
  },
  { name: 'report-unscored', path: `/interviews/${replayIds.unscored}/report`, signedIn: true },
  { name: 'report-unrecorded', path: `/interviews/${replayIds.unrecorded}/report`, signedIn: true },
  { name: 'report-of-again', path: `/interviews/${replayIds.again}/report`, signedIn: true },
  { name: 'again', path: `/interviews/${ids.completed}/again?question=${againQuestion}`, signedIn: true },
  { name: 'again-not-yet', path: `/interviews/${ids.completed}/again?question=q3`, signedIn: true },
];
