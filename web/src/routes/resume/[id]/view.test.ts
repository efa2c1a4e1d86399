import { expect, test } from 'vitest';
import { quoteIn } from './view.ts';

const text = 'Dana Reyes\nLed the migration of forty services with k8s and Postgres at a payments company in the north of the country\nBerlin';
const place = (quote: string) => ({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, quote });

test('a quote is shown with whole words around it, and within its line', () => {
  expect(quoteIn(text, place('k8s'))).toEqual({ before: 'Led the migration of forty services with ', quote: 'k8s', after: ' and Postgres at a payments company in the …' });
  expect(quoteIn(text, place('Berlin'))).toEqual({ before: '', quote: 'Berlin', after: '' });
});

test('a quote of a text that has changed since stands alone', () => {
  expect(quoteIn('Another text altogether, with other places.', place('k8s'))).toEqual({ before: '', quote: 'k8s', after: '' });
  expect(quoteIn(undefined, place('k8s'))).toEqual({ before: '', quote: 'k8s', after: '' });
});
