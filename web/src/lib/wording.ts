/** What the contract's words are called on the page. */
import type { InterviewerVoice, InterviewStatus, InterviewType, Level, ThinkingTime } from '@greenroom/contracts';

export const typeWords = {
  technical: { name: 'Technical', about: 'How you design, debug and explain what you build.' },
  behavioral: { name: 'Behavioural', about: 'What you did in real situations: conflict, mistakes, decisions.' },
  hr: { name: 'First conversation', about: 'Who you are, why this job, what you expect.' },
  communication: { name: 'Communication', about: 'Explaining, persuading, giving and taking criticism.' },
} as const satisfies Record<InterviewType, { name: string; about: string }>;

export const levelWords = { junior: 'Junior', mid: 'Mid-level', senior: 'Senior', lead: 'Lead' } as const satisfies Record<Level, string>;

export const thinkingTimes = {
  short: { name: 'Brisk', about: 'The interviewer takes a shorter silence for the end of your answer.' },
  normal: { name: 'Normal', about: 'Pauses are fine.' },
  long: { name: 'Patient', about: 'You have more time to find your words before the interviewer goes on.' },
} as const satisfies Record<ThinkingTime, { name: string; about: string }>;

export const voiceSounds = { lower: 'Lower', higher: 'Higher' } as const satisfies Record<InterviewerVoice['sound'], string>;
export const voicePaces = { slower: 'Slower', normal: 'Normal', faster: 'Faster' } as const satisfies Record<InterviewerVoice['pace'], string>;
/** Stands wherever the voice is chosen. */
export const voiceHint = 'Without a cloud voice there is one voice, the lower one.';

export const statusWords = {
  pending: 'Ready to start',
  in_progress: 'Running now',
  finishing: 'Report is being made',
  completed: 'Report ready',
  abandoned: 'Not held',
  failed: 'No report',
} as const satisfies Record<InterviewStatus, string>;

/** `83` becomes `1:23`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** `1:23` becomes 83. Undefined: this is no moment. */
export function secondsOf(clock: string): number | undefined {
  const [, minutes, seconds] = /^\s*(\d{1,4}):([0-5]\d)\s*$/.exec(clock) ?? [];
  return minutes === undefined ? undefined : Number(minutes) * 60 + Number(seconds);
}

/** `83` becomes `1 min 23 s`, `840` becomes `14 min`. */
export function spokenTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  return [minutes > 0 ? `${minutes} min` : '', rest > 0 || minutes === 0 ? `${rest} s` : ''].filter(Boolean).join(' ');
}

/** @param timeZone the reader's: `page.data.timeZone`, so that server and browser write the same; UTC says that it is UTC */
export function dayAndTime(iso: string, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso)) + (timeZone === 'UTC' ? ' UTC' : '');
}

/** `20 Nov 2026`, in the reader's time zone; UTC says that it is UTC. */
export function dayOf(iso: string, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(new Date(iso)) + (timeZone === 'UTC' ? ' UTC' : '');
}

/** `Ann, Ben and Cal`. */
export function listed(all: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(all);
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
