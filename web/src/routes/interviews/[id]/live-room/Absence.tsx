/** This window is not in the room, and will not be until someone says so. */

interface Props {
  presence: 'elsewhere' | 'lost';
  problem: string;
  onComeBack: () => void;
}

export function Absence({ presence, problem, onComeBack }: Props) {
  const elsewhere = presence === 'elsewhere';
  return (
    <div className="page m-auto py-6" role="alert">
      <h1 className="text-title">{elsewhere ? 'You opened this interview in another window; it goes on there' : 'You are out of the room'}</h1>
      <p className="mt-2 max-w-prose">
        {elsewhere
          ? 'Nothing is lost. Only one window can take part at a time.'
          : `${problem === '' ? 'The connection was lost and did not come back.' : problem} What you have said is kept, and the interviewer waits a while for you.`}
      </p>
      <button type="button" className="button mt-3" onClick={onComeBack}>
        {elsewhere ? 'Use it here instead' : 'Come back in'}
      </button>
    </div>
  );
}
