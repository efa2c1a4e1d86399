/** The candidate's choice of an interviewer's voice, as each service knows it: one table each. */
import type { InterviewerVoice } from '@greenroom/contracts';

type BySound = Record<InterviewerVoice['sound'], string>;
type ByPace<Value> = Record<InterviewerVoice['pace'], Value>;

/** Names out of each service's own list of voices. */
export const deepgramVoices: BySound = { lower: 'aura-2-orion-en', higher: 'aura-2-thalia-en' };
export const openaiVoices: BySound = { lower: 'cedar', higher: 'marin' };
/** The older models know neither of those two. */
export const olderOpenaiVoices: BySound = { lower: 'onyx', higher: 'nova' };
export const geminiVoices: BySound = { lower: 'Charon', higher: 'Kore' };

/** For services that take a factor. The same as the local voice's, so that a stand-in speaks no slower. */
export const speedOf: ByPace<number> = { slower: 0.85, normal: 1, faster: 1.15 };
/** For services that are told in words. */
export const paceInWords: ByPace<string> = { slower: 'Speak noticeably slower than usual, with clear pauses between sentences.', normal: 'Speak at a normal pace.', faster: 'Speak a little faster than usual.' };

const ours = new Set([deepgramVoices, openaiVoices, olderOpenaiVoices, geminiVoices].flatMap((voices) => Object.values(voices)));

/**
 * The name of the voice to ask for. A name that is in none of our tables was set by whoever runs this (a voice of their own
 * server, say): it stays, whatever sound is chosen.
 */
export function voiceName(set: string, voices: BySound, choice: InterviewerVoice | undefined): string {
  return choice === undefined || !ours.has(set) ? set : voices[choice.sound];
}
