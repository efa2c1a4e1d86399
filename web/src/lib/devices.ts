/** The microphone and the speaker that were chosen in this browser: in the green room or in the settings, for every interview from then on. */

const keys = { audioinput: 'greenroom.microphone', audiooutput: 'greenroom.speaker' } as const;
export type DeviceKind = keyof typeof keys;

/** @param deviceId '' forgets the choice: the browser then takes its own */
export function rememberDevice(kind: DeviceKind, deviceId: string): void {
  if (deviceId === '') localStorage.removeItem(keys[kind]);
  else localStorage.setItem(keys[kind], deviceId);
}

export function chosenDevice(kind: DeviceKind): string | undefined {
  return localStorage.getItem(keys[kind]) || undefined;
}

export async function listDevices(kind: DeviceKind): Promise<MediaDeviceInfo[]> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return all.filter((device) => device.kind === kind);
}

/** Safari, and Firefox on a phone, play where the system plays. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}
