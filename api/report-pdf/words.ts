/** What the contract's words are called on paper; the same as on the site. */
import type { Claim, InterviewType, Level, Score } from '@greenroom/contracts';

export const typeWords: Record<InterviewType, string> = { technical: 'Technical', behavioral: 'Behavioural', hr: 'First conversation', communication: 'Communication' };
export const levelWords: Record<Level, string> = { junior: 'junior', mid: 'mid-level', senior: 'senior', lead: 'lead' };
export const scoreNames = { overall: 'Overall', fluency: 'Fluency', confidence: 'How you come across', clarity: 'Clarity', content: 'Content' } as const;
export const claimWords: Record<Claim['kind'], string> = { strength: 'What worked', improvement: 'What to change', observation: 'Noticed' };

/** 0–100 in a word. It describes the performance of this hour, not a person. */
function scoreWord(value: number): string {
  if (value >= 85) return 'strong';
  if (value >= 70) return 'solid';
  if (value >= 50) return 'getting there';
  return 'a start';
}

export const scoreText = ({ value, reason }: Score): string => (value === null ? (reason === 'switched_off' ? 'switched off' : 'not enough evidence') : `${Math.round(value)} of 100, ${scoreWord(value)}`);

/** Who judged, and how far a model's three judgements lie apart. */
export function judgeText({ judge, spread }: Score): string {
  const kinds = { rules: 'Judged by', formula: 'Formula:', model: 'Judged by the model' } as const;
  const apart = judge.kind === 'model' && spread > 0 ? `, three times, ${spread} points apart` : '';
  return `${kinds[judge.kind]} ${judge.name} ${judge.version}${apart}.`;
}

/** `83` becomes `1 min 23 s`. */
export function spokenTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return [minutes > 0 ? `${minutes} min` : '', rest > 0 || minutes === 0 ? `${rest} s` : ''].filter(Boolean).join(' ');
}

/** In UTC, so that every copy says the same. */
export const dayAndTime = (iso: string): string => `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso))} UTC`;
