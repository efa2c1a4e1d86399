import { expect, test } from 'vitest';
import { companyWords } from './company.ts';

test('whoever listens is named, with what they can do', () => {
  expect(companyWords([{ name: 'Cal', state: 'listens' }]).words).toBe('Cal listens.');
  expect(companyWords([{ name: 'Cal', state: 'listens' }, { name: 'Ann', state: 'listens' }, { name: 'Bo', state: 'in_room' }]).words).toBe('Bo listens and can speak to you; Cal and Ann listen.');
  expect(companyWords([{ name: 'Cal', state: 'leads' }]).words).toBe('Cal leads.');
});

test('nobody is said as well, and so is not knowing', () => {
  expect(companyWords([])).toEqual({ words: 'Nobody else listens.', somebody: false });
  expect(companyWords(undefined).somebody).toBe(true);
});

test('where nothing is to be heard, they read along', () => {
  expect(companyWords([{ name: 'Listens Well', state: 'listens' }, { name: 'Ann', state: 'listens' }], 'typed').words).toBe('Listens Well and Ann read along.');
  expect(companyWords([], 'typed').words).toBe('Nobody else reads along.');
});
