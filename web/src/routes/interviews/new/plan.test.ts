import { describe, expect, test } from 'vitest';
import { beginWith, Choices, isPreset, presets } from './choices.ts';
import { planOf } from './plan.ts';

const filled = { type: 'technical', role: ' Data engineer ', level: 'senior', length: 'short', language: 'en-GB', mode: 'spoken', thinkingTime: 'long', voiceSound: 'higher', voicePace: 'slower', cue: 'pace', listener: 'nobody' };
function sent(change: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...filled, ...change })) form.set(name, value);
  return form;
}

describe('a form for a new interview', () => {
  test('becomes a plan with as many questions as its length has', () => {
    const { plan, wrong } = planOf(sent());
    expect(wrong).toEqual({});
    expect(plan).toMatchObject({ type: 'technical', role: 'Data engineer', level: 'senior', language: 'en-GB', thinkingTime: 'long', voice: { sound: 'higher', pace: 'slower' }, cue: 'pace', questionCount: 2, jobDescription: null, resumeId: null });
  });

  test('gives no cue under real conditions, nor to who writes', () => {
    expect(planOf(sent({ real: 'on' })).plan?.cue).toBe('off');
    expect(planOf(sent({ mode: 'typed' })).plan?.cue).toBe('off');
  });

  test('without a role is no plan, says so at the field, and keeps everything else', () => {
    const { plan, wrong, values } = planOf(sent({ role: '  ', jobDescription: 'Ledgers.' }));
    expect(plan).toBeUndefined();
    expect(Object.keys(wrong)).toEqual(['role']);
    expect(values).toMatchObject({ type: 'technical', level: 'senior', jobDescription: 'Ledgers.' });
  });

  test.each([['type', 'chess'], ['jobDescription', 'x'.repeat(20_001)], ['resumeId', 'mine'], ['email', 'nobody']])('with a wrong %s says what is wrong with it', (name, value) => {
    const { plan, wrong } = planOf(sent({ listener: 'email', email: 'cal@example.com', [name]: value }));
    expect(plan).toBeUndefined();
    expect(Object.keys(wrong)).toEqual([name]);
  });

  test('does not mind a half-typed address of a coach who is not invited', () => {
    expect(planOf(sent({ listener: 'link', email: 'cal@' })).wrong).toEqual({});
  });
});

describe('the choices that a visit begins with', () => {
  test('are the account’s, then the preset’s, then the kind that the link names', () => {
    expect(beginWith(new URLSearchParams(), { thinkingTime: 'long', voicePace: 'faster', language: 'en-IE' })).toMatchObject({ type: 'behavioral', length: 'usual', thinkingTime: 'long', voiceSound: 'lower', voicePace: 'faster', language: 'en-IE' });
    // None of the languages that the interviewer understands.
    expect(beginWith(new URLSearchParams(), { language: 'pt-BR' })).toMatchObject({ language: 'en' });
    expect(beginWith(new URLSearchParams('preset=hr'))).toMatchObject({ type: 'hr', length: 'short' });
    expect(beginWith(new URLSearchParams('preset=nothing&type=technical'))).toMatchObject({ type: 'technical', length: 'usual' });
  });

  test('survive what an older version of the site remembered', () => {
    expect(Choices.parse({ type: 'behavioral', level: 'wizard', cue: 3 })).toMatchObject({ level: 'mid', cue: 'off', role: '' });
  });

  test('are a preset’s whatever else is chosen', () => {
    expect(isPreset(beginWith(new URLSearchParams('preset=rehearsal'), { role: 'Nurse' }), presets.rehearsal)).toBe(true);
    expect(isPreset({ ...beginWith(new URLSearchParams('preset=rehearsal')), real: false }, presets.rehearsal)).toBe(false);
  });
});
