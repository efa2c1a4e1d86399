import type { View } from '../pages.ts';

export const settingsViews: readonly View[] = [
  {
    name: 'settings-profile-refused', path: '/settings', signedIn: true,
    act: async (page) => {
      await page.getByLabel('Time zone').fill('Berlin, or nearby');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Write the time zone like').waitFor();
    },
  },
  { name: 'settings-devices', path: '/settings/devices', signedIn: true, act: (page) => page.getByLabel('Microphone').or(page.getByRole('button', { name: 'Allow the microphone' })).waitFor() },
  {
    name: 'settings-accessibility', path: '/settings/accessibility', signedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
    },
  },
  { name: 'settings-letters', path: '/settings/letters', signedIn: true },
  { name: 'settings-privacy', path: '/settings/privacy', signedIn: true },
];
