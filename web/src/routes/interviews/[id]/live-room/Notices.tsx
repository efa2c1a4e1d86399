/** What a person should know, under the time line, where the foot of the page never covers it. */
import { MicOff, VolumeX } from 'lucide-react';
import type { Said } from './conversation.ts';

interface Props {
  notices: readonly Said[];
  microphoneProblem: string;
  speakerProblem: string;
  /** The browser plays no sound before a click. */
  soundBlocked: boolean;
  onTurnOnSound: () => Promise<void>;
}

export function Notices({ notices, microphoneProblem, speakerProblem, soundBlocked, onTurnOnSound }: Props) {
  return (
    <div className="mx-auto grid w-full max-w-prose gap-1 pt-1" role="status">
      {soundBlocked && (
        <div className="flex flex-wrap items-center justify-between gap-1 rounded-control border border-interviewer bg-interviewer-wash px-2 py-1">
          <p>Your browser keeps the sound off until you say so.</p>
          <button type="button" className="button" onClick={() => void onTurnOnSound()}>
            <VolumeX className="size-2.5" aria-hidden="true" />
            Turn on sound
          </button>
        </div>
      )}
      {microphoneProblem !== '' && (
        <p className="flex gap-1.5 rounded-control border border-problem bg-problem-wash px-2 py-1">
          <MicOff className="mt-0.5 size-2.5 shrink-0 text-problem" aria-hidden="true" />
          <span>{microphoneProblem} Until then, type your answers: the interviewer reads them.</span>
        </p>
      )}
      {speakerProblem !== '' && <p className="text-center text-small text-quiet">{speakerProblem}</p>}
      {notices.map(({ text, at, level }) => (
        <p key={`${at} ${text}`} className={level === 'error' ? 'text-center text-small text-problem' : 'text-center text-small text-quiet'}>
          {text}
        </p>
      ))}
    </div>
  );
}
