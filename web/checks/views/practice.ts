import type { View } from '../pages.ts';

const id = (digit: number) => `6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f1a0${digit}`;

export const practiceViews: readonly View[] = [
  { name: 'progress-trends', path: '/progress', signedIn: true },
  {
    name: 'progress-table', path: '/progress?type=behavioral', signedIn: true,
    act: (page) => page.getByText('All values as a table').click(),
  },
  { name: 'progress-none-of-these', path: '/progress?range=30d&type=hr', signedIn: true },
  { name: 'progress-empty', path: '/progress', signedIn: 'coach' },
  { name: 'history', path: '/progress/history', signedIn: true },
  { name: 'history-found', path: '/progress/history?q=migration', signedIn: true },
  { name: 'history-nothing-found', path: '/progress/history?q=zebra', signedIn: true },
  { name: 'history-second', path: '/progress/history?first=6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a04', signedIn: true },
  { name: 'history-empty', path: '/progress/history', signedIn: 'coach' },
  { name: 'compare', path: `/progress/compare?first=${id(1)}&second=${id(7)}`, signedIn: true },
  { name: 'compare-otherwise-judged', path: `/progress/compare?first=${id(2)}&second=${id(4)}`, signedIn: true },
  { name: 'compare-not-there', path: `/progress/compare?first=${id(1)}&second=00000000-0000-4000-8000-000000000000`, signedIn: true },
];
