/** An interviewer that can be called: ours, or a baseline. */
import type { Answer } from '../recordings.ts';

export interface Visit {
  url: string;
  token: string;
  /** Ours only. */
  interviewId: string | undefined;
  /** Gives back what the visit took. */
  end(): Promise<void>;
}

export interface System {
  name: string;
  /** What it hears and speaks with, and how it decides. */
  description: string;
  /** A new room with its interviewer on the way. */
  visit(answers: readonly Answer[]): Promise<Visit>;
  stop(): Promise<void>;
}

/** A key for a service would take the place of the local speech: what we start does not inherit any. */
export function forgetServices(): void {
  for (const name of ['DEEPGRAM_API_KEY', 'OPENAI_API_KEY', 'OPENAI_BASE_URL', 'GEMINI_API_KEY', 'HF_TOKEN']) delete process.env[name];
}
