import { expect, test } from 'vitest';
import { Mail } from '@greenroom/contracts';
import { writeLetter } from './index.ts';

const person = { to: 'dana@example.com', name: 'Dana Reyes' };
const link = 'https://greenroom.example/somewhere?a=1&b=2';
const letters: Mail[] = [
  { template: 'verify-email', ...person, link },
  { template: 'reset-password', ...person, link },
  { template: 'already-registered', ...person, link },
  { template: 'password-changed', ...person },
  { template: 'report-ready', ...person, interview: 'Backend engineer', link },
  { template: 'weekly-progress', ...person, interviews: 2, lines: ['Pace: 171 words a minute, 12 less than before.'], link },
  { template: 'coach-invited', ...person, candidate: 'Lee Okafor', link },
  { template: 'export-ready', ...person, link },
  { template: 'deletion-planned', ...person, on: '2026-12-07', link },
];

test('there is a letter for every template of the contract', () => {
  expect(new Set(letters.map(({ template }) => template))).toEqual(new Set(Mail.options.map((option) => option.shape.template.value)));
});

test.each(letters)('$template says the same in plain text and in HTML, with its link, and loads nothing', (mail) => {
  const { subject, text, html } = writeLetter(mail);
  expect(subject).toMatch(/^.{10,120}$/);
  expect(text).toMatch(/^Hello Dana Reyes,\n\n/);
  for (const paragraph of text.split('\n\n').slice(0, 2)) expect(html).toContain(paragraph.trim().replaceAll('"', '&quot;'));
  if ('link' in mail) {
    expect(text).toContain(`\n${link}\n`);
    expect(html).toContain(`<a href="${link.replaceAll('&', '&amp;')}"`);
  } else expect(html).not.toContain('href');
  expect(html).not.toMatch(/<(img|script|link|style|iframe)|url\(|src=/i);
  expect(html).toContain('<html lang="en">');
  expect(text).not.toMatch(/undefined|null|NaN|\[object/);
});

test('what people typed is text in a letter, never markup', () => {
  const { html } = writeLetter({ template: 'report-ready', to: 'dana@example.com', name: '<b>Dana</b> & Co', interview: '"><img src=x onerror=alert(1)>', link });
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('<img');
  expect(html).toContain('&quot;&gt;&lt;img src=x');
});

test('a line end or a hidden character in a name or a title ends up in no header', () => {
  const { subject } = writeLetter({ template: 'report-ready', ...person, interview: 'Engineer\r\nBcc: victim@example.com\u202e', link });
  expect(subject).toBe('Your report is ready: Engineer Bcc: victim@example.com');
});

test('a name that is an address or an advertisement is not repeated to whoever owns the mailbox', () => {
  for (const name of ['Win now: https://evil.example', 'visit evil.example', 'www.evil', 'me@evil.example', '']) {
    expect(writeLetter({ template: 'verify-email', to: 'dana@example.com', name, link }).text).toMatch(/^Hello,\n/);
  }
  for (const name of ['J. R. Ewing', 'Dr. Núñez', "O'Brien", 'Łukasz Żak', '田中 さくら']) {
    expect(writeLetter({ template: 'verify-email', to: 'dana@example.com', name, link }).text).toContain(`Hello ${name},`);
  }
  expect(writeLetter({ template: 'coach-invited', ...person, candidate: 'free money at evil.example', link }).subject).toBe('Somebody invites you as a coach');
});

test('a link that is no web address is refused', () => {
  expect(() => writeLetter({ template: 'verify-email', ...person, link: 'javascript:alert(1)' })).toThrow(/must be http/);
});

test('dates are written out', () => {
  expect(writeLetter({ template: 'deletion-planned', ...person, on: '2026-12-07', link }).text).toContain('On 7 December 2026 it is removed');
});
