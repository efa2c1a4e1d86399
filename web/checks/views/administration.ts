import type { View } from '../pages.ts';

export const administrationViews: readonly View[] = [
  {
    name: 'admin', path: '/admin', signedIn: 'admin',
    act: async (page) => {
      await page.getByRole('button', { name: 'Check the providers' }).click();
      await page.getByText('No answer within five seconds').waitFor();
    },
  },
  { name: 'admin-in-trouble', path: '/admin', signedIn: 'troubled-admin', act: (page) => page.getByText('Temporal does not answer').first().waitFor() },
  { name: 'admin-refused', path: '/admin', signedIn: true },
  { name: 'admin-users', path: '/admin/users', signedIn: 'admin', act: (page) => page.locator('summary', { hasText: 'Dana Reyes' }).click() },
  {
    name: 'admin-users-refused', path: '/admin/users?role=coach', signedIn: 'admin',
    act: async (page) => {
      await page.locator('summary', { hasText: 'Maximiliane' }).click();
      await page.locator('main li').getByLabel('Role').selectOption('admin');
      await page.getByRole('button', { name: 'the role of Maximiliane' }).click();
      await page.getByText('cannot administer').waitFor();
    },
  },
  { name: 'admin-users-none', path: '/admin/users?q=zebra', signedIn: 'admin' },
];
