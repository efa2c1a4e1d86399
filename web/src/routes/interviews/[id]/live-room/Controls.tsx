import { Keyboard, Mic, MicOff, PhoneOff } from 'lucide-react';
import type { MicrophoneUse } from './use-microphone.ts';

interface Props {
  microphone: MicrophoneUse;
  typing: boolean;
  onType: () => void;
  onEnd: () => void;
}

export function Controls({ microphone, typing, onType, onEnd }: Props) {
  const { problem, muted, toggle } = microphone;
  return (
    <div className="flex flex-wrap justify-center gap-1 border-t border-line py-2 sm:gap-2">
      <button type="button" className="button-quiet grow px-1 sm:grow-0 sm:px-3" onClick={toggle}>
        {muted || problem !== '' ? <MicOff className="size-2.5" aria-hidden="true" /> : <Mic className="size-2.5" aria-hidden="true" />}
        {problem !== '' ? 'Try the microphone again' : muted ? 'Unmute' : 'Mute'}
      </button>
      <button type="button" className="button-quiet grow px-1 sm:grow-0 sm:px-3" onClick={onType} aria-expanded={typing || problem !== ''}>
        <Keyboard className="size-2.5" aria-hidden="true" />
        {typing ? 'Stop typing' : 'Type instead'}
      </button>
      <button type="button" className="button-quiet button-problem grow px-1 sm:grow-0 sm:px-3" onClick={onEnd}>
        <PhoneOff className="size-2.5" aria-hidden="true" />
        End
      </button>
    </div>
  );
}
