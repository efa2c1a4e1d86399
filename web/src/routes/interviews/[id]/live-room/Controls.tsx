/** The foot of the room: each control with a word. Icon over word on a phone, beside it where there is room. */
import { Captions, CaptionsOff, CircleHelp, Keyboard, Mic, MicOff, Pause, PhoneOff, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MicrophoneUse } from './use-microphone.ts';

interface Props {
  microphone: MicrophoneUse;
  typing: boolean;
  captions: boolean;
  paused: boolean;
  pausing: boolean;
  /** The single keys are on. */
  keys: boolean;
  onType: () => void;
  onCaptions: () => void;
  onPause: () => void;
  onKeys: () => void;
  onEnd: () => void;
}

export function Controls({ microphone, typing, captions, paused, pausing, keys, onType, onCaptions, onPause, onKeys, onEnd }: Props) {
  const { problem, muted, toggle } = microphone;
  const closed = muted || problem !== '';
  const shortcut = (key: string): string | undefined => (keys ? key : undefined);
  return (
    <div className="flex justify-center gap-0.5 border-t border-line py-1.5 sm:flex-wrap sm:gap-1">
      {/* In a pause it is closed, and afterwards as it was. */}
      {!paused && (
        <Control icon={closed ? MicOff : Mic} shortcut={shortcut('m')} onClick={toggle} marked={closed}>
          {problem !== '' ? <>Try<More> the microphone</More> again</> : muted ? 'Unmute' : 'Mute'}
        </Control>
      )}
      {!paused && (
        <Control icon={Pause} shortcut={shortcut('p')} onClick={onPause} id="pause">
          {pausing ? 'Pausing…' : 'Pause'}
        </Control>
      )}
      <Control icon={Keyboard} shortcut={shortcut('w')} onClick={onType} expanded={typing || problem !== ''} marked={typing}>
        Type<More> instead</More>
      </Control>
      <Control icon={captions ? Captions : CaptionsOff} shortcut={shortcut('c')} onClick={onCaptions} pressed={captions}>
        Captions
      </Control>
      <Control icon={CircleHelp} shortcut="?" onClick={onKeys} wideOnly>
        Keys
      </Control>
      <Control icon={PhoneOff} onClick={onEnd} problem>
        End
      </Control>
    </div>
  );
}

/** Read out always, shown where there is room. */
function More({ children }: { children: ReactNode }) {
  return <span className="max-sm:sr-only">{children}</span>;
}

interface ControlProps {
  icon: LucideIcon;
  children: ReactNode;
  onClick: () => void;
  id?: string;
  shortcut?: string | undefined;
  pressed?: boolean;
  expanded?: boolean;
  /** Not as usual: a closed microphone, an open field. */
  marked?: boolean;
  problem?: boolean;
  wideOnly?: boolean;
}

function Control({ icon: Icon, children, onClick, id, shortcut, pressed, expanded, marked = false, problem = false, wideOnly = false }: ControlProps) {
  const look = `button-quiet grow basis-0 flex-col gap-0.5 px-0.5 text-small sm:grow-0 sm:basis-auto sm:flex-row sm:gap-1 sm:px-2 sm:text-body ${problem ? 'text-problem' : marked ? 'bg-sunken' : ''} ${wideOnly ? 'max-sm:hidden' : ''}`;
  return (
    <button type="button" id={id} className={look} onClick={onClick} aria-pressed={pressed} aria-expanded={expanded} aria-keyshortcuts={shortcut}>
      <Icon className="size-2.5 shrink-0" aria-hidden="true" />
      <span className="whitespace-nowrap">{children}</span>
      {shortcut !== undefined && (
        <kbd className="hidden rounded-[3px] border border-line px-0.5 font-sans text-small leading-[1.4] text-quiet lg:inline" aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </button>
  );
}
