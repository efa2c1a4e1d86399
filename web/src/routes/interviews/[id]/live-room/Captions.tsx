/** The latest words of each voice, in a fixed place, so that nothing jumps. They are also spoken: not announced again. */
import type { Conversation, Line } from './conversation.ts';

/** More than fits is cut at the beginning: more words than this never fit. */
const wordsShown = 60;

/** `leader`: the coach who asks in the interviewer's place. */
export function Captions({ lines, leader }: { lines: Conversation['lines']; leader: string | undefined }) {
  return (
    <section className="mx-auto grid w-full max-w-prose gap-1.5" aria-label="What is being said">
      {leader === undefined ? <Caption line={lines.interviewer} name="Interviewer" colour="text-interviewer" /> : <Caption line={lines.coach} name={leader} colour="text-coach" />}
      <Caption line={lines.candidate} name="You" colour="text-you" />
    </section>
  );
}

function Caption({ line, name, colour }: { line: Line | undefined; name: string; colour: string }) {
  const words = line?.words.slice(-wordsShown) ?? [];
  const cut = line !== undefined && (line.from > 0 || line.words.length > words.length);
  return (
    <div className="grid sm:grid-cols-[88px_1fr] gap-x-1.5">
      <p className={`truncate text-small leading-[25.6px] font-[560] ${colour}`}>{name}</p>
      <div className="flex h-[52px] sm:h-[77px] flex-col justify-end overflow-hidden">
        <p className="min-h-full shrink-0">{(cut ? '… ' : '') + words.join(' ')}</p>
      </div>
    </div>
  );
}
