import type { Speaker } from '@greenroom/contracts';

/** The name under which a speaker stands in a transcript; control characters and line ends have no place in it. */
export function speakerName(speaker: Speaker, candidateName: string): string {
  if (speaker === 'interviewer') return 'Interviewer';
  if (speaker === 'coach') return 'Coach';
  return candidateName.replace(/[\s\p{Cc}]+/gu, ' ').trim() || 'Candidate';
}
