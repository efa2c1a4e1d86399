/** The microphone and the speaker that were chosen in this browser: in the green room or in the settings, for every interview from then on. */
import { keep, recallOr } from './remembered.ts';

const keys = { audioinput: 'microphone', audiooutput: 'speaker' } as const;
export type DeviceKind = keyof typeof keys;

/** @param deviceId '' forgets the choice: the browser then takes its own @returns whether this browser keeps it */
export function rememberDevice(kind: DeviceKind, deviceId: string): boolean {
  return keep('this-browser', keys[kind], deviceId || undefined);
}

export function chosenDevice(kind: DeviceKind): string | undefined {
  return recallOr('this-browser', keys[kind], '') || undefined;
}

export async function listDevices(kind: DeviceKind): Promise<MediaDeviceInfo[]> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return all.filter((device) => device.kind === kind);
}

/** Safari, and Firefox on a phone, play where the system plays. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}
