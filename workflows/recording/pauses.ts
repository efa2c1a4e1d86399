/** Whether the interview stands still: what is said in a pause is not for the interview, and is not kept. */
import type { Events } from '@greenroom/events';

export interface PauseWatch {
  readonly paused: boolean;
  end(): void;
}

/** From the interview's live events, so that a recorder that is taken over in a pause knows of it. */
export function watchPauses({ hub }: Pick<Events, 'hub'>, interviewId: string): PauseWatch {
  let paused = false;
  const { end } = hub.listen(interviewId, {
    after: '0',
    onEvent: ({ event }) => {
      if (event.type === 'interview:paused') paused = true;
      if (event.type === 'interview:resumed') paused = false;
    },
  });
  return { get paused() { return paused; }, end };
}
