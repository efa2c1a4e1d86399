/** Whose report it is, to the one who reads it. The report's own sentences say "you" to the candidate, whoever reads them. */
import { createContext } from 'svelte';

export interface Reader {
  /** What the candidate is called beside what they said. */
  candidate: 'You' | 'Candidate';
  /** Whether the transcript is on the page: a quote then leads to it. */
  transcript: boolean;
  /** The page that plays the recording; undefined where there is none, or on that page itself. */
  replay?: string | undefined;
}
export const [useReader, provideReader] = createContext<Reader>();
