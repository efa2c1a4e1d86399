/** The form as it was sent, as a plan for the API; or what is wrong with it, in words. */
import { NewInterview } from '@greenroom/contracts';
import { z } from 'zod';
import { problemWords } from '#lib/server/problem-words.ts';
import { Choices, lengths } from './choices.ts';

/** The same limits as the contract's, as a person reads them. */
const problems: Record<string, string> = {
  type: 'Choose one of the four kinds of interview.',
  role: 'Write the role that you practise for, in at most 120 characters.',
  level: 'Choose a level.',
  jobDescription: 'The job description is longer than 20,000 characters. Keep the part that says what they look for.',
  resumeId: 'This résumé is not among yours any more. Choose another one, or none.',
  email: 'This is not an e-mail address. Correct it, or choose a link instead.',
};

export interface Planned {
  values: Choices;
  /** By field. */
  wrong: Record<string, string>;
  /** Undefined when something is wrong. */
  plan: NewInterview | undefined;
}

export function planOf(form: FormData): Planned {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const sent = Object.fromEntries(Object.keys(Choices.shape).map((name) => [name, text(name)]));
  const values = Choices.parse({ ...sent, real: form.get('real') !== null });
  const { role, level, language, mode, thinkingTime, voiceSound, voicePace, jobDescription, resumeId } = values;
  const plan = NewInterview.safeParse({
    type: sent['type'], role, level: sent['level'] === '' ? undefined : level, language, mode, thinkingTime,
    voice: { sound: voiceSound, pace: voicePace },
    // Who writes is shown nothing about their voice.
    cue: values.real || mode === 'typed' ? 'off' : values.cue,
    questionCount: lengths[values.length].questions,
    jobDescription: jobDescription || null,
    resumeId: resumeId || null,
  });
  const wrong = Object.fromEntries((plan.error?.issues ?? []).map(({ path }) => [String(path[0]), problems[String(path[0])] ?? 'This cannot be used.']));
  if (values.listener === 'email' && !z.email().max(320).safeParse(values.email).success) wrong['email'] = problems['email'] ?? '';
  return { values, wrong, plan: plan.success && Object.keys(wrong).length === 0 ? plan.data : undefined };
}

/** What the API says of a field, at its field; the rest above the form. */
export function refusedBy(problem: { detail?: string | undefined; title: string; errors?: { path: string; message: string }[] | undefined }): { wrong: Record<string, string>; message: string | undefined } {
  const wrong = Object.fromEntries((problem.errors ?? []).flatMap(({ path }) => (path in problems ? [[path, problems[path] ?? '']] : [])));
  return { wrong, message: Object.keys(wrong).length > 0 ? undefined : problemWords(problem) };
}
