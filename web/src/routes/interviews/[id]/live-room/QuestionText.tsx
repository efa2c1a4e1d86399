/** What is asked, as large as its length allows. While a coach asks, the interviewer's question stands back. */

/** Characters; longer ones would fill the window. */
const long = 160;

export function QuestionText({ text, leader }: { text: string | undefined; leader: string | undefined }) {
  const size = leader !== undefined || (text?.length ?? 0) > long ? 'text-lead sm:text-title' : 'text-title sm:text-display';
  return (
    <div className="grid gap-1">
      {leader !== undefined && <p className="eyebrow">Asked before {leader} took over</p>}
      <h1 className={`max-w-[26em] font-serif text-balance [overflow-wrap:anywhere] ${size} ${leader === undefined ? '' : 'text-quiet'}`} data-testid="question">
        {text ?? 'The first question comes in a moment'}
      </h1>
    </div>
  );
}
