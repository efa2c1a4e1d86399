/** What can be chosen for a new interview, and how it is called. */
import { Cue, InterviewerVoice, InterviewMode, InterviewType, Level, ThinkingTime } from '@greenroom/contracts';
import { z } from 'zod';

/** Questions, and about how long they take with follow-ups: two and a half minutes each. */
export const lengths = {
  short: { name: 'Short', questions: 2, minutes: 5 },
  usual: { name: 'Usual', questions: 4, minutes: 10 },
  long: { name: 'Long', questions: 7, minutes: 18 },
} as const;
export type Length = keyof typeof lengths;

/** What the local recogniser and the question bank know. */
export const languages = { en: 'English', 'en-GB': 'English, United Kingdom', 'en-US': 'English, United States', 'en-IE': 'English, Ireland', 'en-AU': 'English, Australia', 'en-NZ': 'English, New Zealand', 'en-IN': 'English, India' } as const;

export const modes = {
  spoken: { name: 'Out loud', about: 'You talk with the interviewer. Needs a microphone.' },
  typed: { name: 'Typed', about: 'You read the questions and write your answers. Nothing is recorded as sound, and nothing is said about your speech.' },
} as const satisfies Record<InterviewMode, { name: string; about: string }>;

export const cues = {
  off: { name: 'None', about: 'Nothing is said about how you speak until the report.' },
  pace: { name: 'Pace', about: 'A line when you are getting very fast, or very slow.' },
  fillers: { name: 'Fillers', about: 'A line when “um” and “you know” come often.' },
  length: { name: 'Length', about: 'A line when an answer has become long.' },
} as const satisfies Record<Cue, { name: string; about: string }>;

export const listeners = {
  nobody: 'Nobody else',
  email: 'A coach, by letter',
  link: 'A coach, by a link that I pass on',
} as const;

const keys = <K extends string>(of: Record<K, unknown>) => Object.keys(of) as [K, ...K[]];

/** The form as it is filled in, and as it is remembered. Everything has a value, so that nothing typed is lost. */
export const Choices = z.object({
  type: InterviewType.catch('behavioral'),
  role: z.string().catch(''),
  level: Level.catch('mid'),
  length: z.enum(keys(lengths)).catch('usual'),
  jobDescription: z.string().catch(''),
  /** Empty: without one. */
  resumeId: z.string().catch(''),
  language: z.enum(keys(languages)).catch('en'),
  mode: InterviewMode.catch('spoken'),
  thinkingTime: ThinkingTime.catch('normal'),
  voiceSound: InterviewerVoice.shape.sound.catch('lower'),
  voicePace: InterviewerVoice.shape.pace.catch('normal'),
  cue: Cue.catch('off'),
  /** Real conditions: no cue, and no captions until one asks for them. */
  real: z.boolean().catch(false),
  listener: z.enum(keys(listeners)).catch('nobody'),
  email: z.string().catch(''),
});
export type Choices = z.infer<typeof Choices>;

export interface Preset {
  name: string;
  about: string;
  choices: Partial<Choices>;
}
const preset = (name: string, type: InterviewType, length: Length, more: Partial<Choices> = {}): Preset => {
  return { name, about: `${lengths[length].minutes} min`, choices: { type, length, mode: 'spoken', real: false, ...more } };
};
export const presets = {
  behavioral: preset('Behavioural round', 'behavioral', 'usual'),
  technical: preset('Technical screen', 'technical', 'usual'),
  hr: preset('First conversation', 'hr', 'short'),
  rehearsal: preset('Dress rehearsal', 'behavioral', 'long', { real: true }),
} as const satisfies Record<string, Preset>;

/** What an address chooses: `?preset=` and `?type=`. */
export function namedIn(search: Pick<URLSearchParams, 'get'>): Partial<Choices> {
  const named = presets[search.get('preset') as keyof typeof presets]?.choices ?? {};
  const type = InterviewType.safeParse(search.get('type')).data;
  return { ...named, ...(type === undefined ? {} : { type }) };
}

/** The choices that a visit begins with: its address's, else the account's. */
export const beginWith = (search: URLSearchParams, own: Partial<Record<keyof Choices, unknown>> = {}): Choices => Choices.parse({ ...own, ...namedIn(search) });
/** What the account's settings say, as long as it is not chosen otherwise here. */
export const ofAccount = ['thinkingTime', 'voiceSound', 'voicePace', 'language'] as const satisfies (keyof Choices)[];

/** Whether these choices are the preset's, whatever else is chosen. */
export function isPreset(choices: Choices, { choices: wanted }: Preset): boolean {
  return (Object.keys(wanted) as (keyof Choices)[]).every((key) => choices[key] === wanted[key]);
}
