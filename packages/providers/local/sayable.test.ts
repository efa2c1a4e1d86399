import { describe, expect, it } from 'vitest';
import { sayable } from './sayable.ts';

describe('text for the local voice', () => {
  it.each([
    ['How did the CI/CD pipeline fail?', 'How did the CI CD pipeline fail?'],
    ['You saved $5,000 a month, or $3k?', 'You saved 5,000 dollars a month, or 3 thousand dollars?'],
    ['Why C# and not Node.js?', 'Why C sharp and not Node J S?'],
    ['Thanks – that’s clear…', "Thanks, that's clear."],
    ['You said "rollback".', 'You said rollback .'],
    ['SQL vs. NoSQL at 3x the load', 'S Q L versus no S Q L at 3 times the load'],
  ])('%s', (written, spoken) => {
    expect(sayable(written)).toBe(spoken);
  });

  it('is left alone where the voice reads it well', () => {
    const question = 'Tell me about a time when you disagreed with a colleague about a decision. What did you do?';
    expect(sayable(question)).toBe(question);
  });

  it('is empty when it holds nothing that can be said', () => {
    expect(sayable(' … — "!" ')).toBe('');
  });
});
