/** The reply, worked out shortly before it may be needed, and thrown away when the answer goes on. */
import type { InterviewState, Interviewer, ReplyStep } from '@greenroom/interviewer';

export interface Answer {
  text: string;
  seconds: number;
}

export class Draft {
  private readonly interviewer: Interviewer;
  private readonly onLine: (text: string, signal: AbortSignal) => void;
  private current: { state: InterviewState; text: string; abort: AbortController } | undefined;

  /** @param onLine told of the first line that a draft would say, so that its sound can be made ready; the signal ends that */
  constructor(interviewer: Interviewer, onLine: (text: string, signal: AbortSignal) => void) {
    this.interviewer = interviewer;
    this.onLine = onLine;
  }

  /** Works out the reply to what was said so far. The same again changes nothing. */
  begin(state: InterviewState, answer: Answer): void {
    if (this.current?.state === state && this.current.text === answer.text) return;
    this.drop();
    const drafted = { state, text: answer.text, abort: new AbortController() };
    this.current = drafted;
    const { signal } = drafted.abort;
    this.interviewer.answered(state, { ...answer, signal, speculative: true }).then(({ lines }) => {
      if (!signal.aborted && lines[0] !== undefined) this.onLine(lines[0].text, signal);
    }, () => undefined);
  }

  /** The reply to just these words: a draft of it that is under way is joined, and what it costs is not paid twice. */
  take(state: InterviewState, answer: Answer): { step: Promise<ReplyStep>; abort: AbortController } {
    const abort = new AbortController();
    const step = this.interviewer.answered(state, { ...answer, signal: abort.signal });
    this.drop();
    return { step, abort };
  }

  drop(): void {
    this.current?.abort.abort();
    this.current = undefined;
  }
}

/** Whether the work ends, either way, within so many milliseconds. */
export function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), milliseconds);
    const settled = (): void => {
      clearTimeout(late);
      resolve(true);
    };
    work.then(settled, settled);
  });
}
