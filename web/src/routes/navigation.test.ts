import { expect, test } from 'vitest';
import { currentOf, placesOf } from './navigation.ts';

const current = (pathname: string, role?: Parameters<typeof placesOf>[0]) => placesOf(role).flatMap((place) => (currentOf(place, pathname) ? [[place.name, currentOf(place, pathname)]] : []));

test('a page is marked as itself, and a page below it as belonging to it', () => {
  expect(current('/')).toEqual([['Interviews', 'page']]);
  expect(current('/interviews/new')).toEqual([['Interviews', 'true']]);
  expect(current('/settings/coaches')).toEqual([['Settings', 'true']]);
});

test('an address that only begins alike belongs to nothing', () => {
  expect(current('/progressive')).toEqual([]);
});

test('coaching and administration are shown to those who do it', () => {
  expect(placesOf('candidate').map(({ name }) => name)).toEqual(['Interviews', 'Progress', 'Résumé', 'Settings']);
  expect(placesOf('coach').map(({ name }) => name)).toContain('Coaching');
  expect(placesOf('admin').map(({ name }) => name)).toContain('Admin');
});
