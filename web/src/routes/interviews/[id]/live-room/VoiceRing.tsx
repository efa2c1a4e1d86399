/** A single ring that breathes with the interviewer's voice. With reduced motion it keeps still and the words tell. */
import { useTrackVolume, type TrackReference } from '@livekit/components-react';
import { useSyncExternalStore } from 'react';
import type { RoomState } from './state-words.ts';

const looks = {
  still: 'stroke-line',
  waiting: 'stroke-edge [stroke-dasharray:2_10]',
  listening: 'stroke-you',
  thinking: 'stroke-interviewer [stroke-dasharray:14_8]',
  speaking: 'stroke-interviewer',
  coach: 'stroke-coach',
} as const satisfies Record<RoomState['ring'], string>;

export function VoiceRing({ track, ring }: { track: TrackReference | undefined; ring: RoomState['ring'] }) {
  const volume = useTrackVolume(track);
  const still = usePrefersStillness();
  // Speech is about 0.1–0.4 here; the ring grows by a quarter at most.
  const breath = still || (ring !== 'speaking' && ring !== 'coach') ? 0 : Math.min(1, volume * 2.2);
  return (
    <svg className="size-14 sm:size-20" viewBox="8 8 144 144" aria-hidden="true" data-ring={ring}>
      <g className="origin-center transition-transform duration-100 ease-out" style={{ transform: `scale(${1 + breath * 0.25})` }}>
        {ring === 'speaking' && <circle className="fill-interviewer-wash" cx="80" cy="80" r="56" />}
        {ring === 'listening' && <circle className="fill-you-wash" cx="80" cy="80" r="56" />}
        <circle className={`fill-none ${looks[ring]}`} cx="80" cy="80" r="56" strokeWidth="4" strokeLinecap="round" />
      </g>
    </svg>
  );
}

const stillness = '(prefers-reduced-motion: reduce)';

/** The system's wish, or the account's, which stands on the page's first element. */
function usePrefersStillness(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(stillness);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(stillness).matches || document.documentElement.hasAttribute('data-still'),
  );
}
