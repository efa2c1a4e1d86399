/** Where the interviewer will be heard: choice of device where the browser has one, and something to hear. In the browser only. */
import { canChooseSpeaker, chosenDevice, listDevices, rememberDevice } from '#lib/devices.ts';

/** Firefox lists a speaker only after it was picked in a window of its own. */
interface WithPicker {
  selectAudioOutput?: () => Promise<MediaDeviceInfo>;
}

export class Speaker {
  devices = $state.raw<MediaDeviceInfo[]>([]);
  deviceId = $state('');
  /** The browser lets one choose. */
  canChoose = $state(false);
  canPick = $state(false);
  playing = $state(false);
  problem = $state('');

  #stop: (() => void) | undefined;

  async look(): Promise<void> {
    this.canChoose = canChooseSpeaker();
    this.canPick = (navigator.mediaDevices as WithPicker | undefined)?.selectAudioOutput !== undefined;
    this.devices = this.canChoose ? await listDevices('audiooutput') : [];
    const chosen = chosenDevice('audiooutput');
    this.deviceId = this.devices.find(({ deviceId }) => deviceId === chosen)?.deviceId ?? this.devices[0]?.deviceId ?? '';
  }

  choose(deviceId: string): void {
    this.deviceId = deviceId;
    rememberDevice('audiooutput', deviceId);
  }

  async pick(): Promise<void> {
    const device = await (navigator.mediaDevices as WithPicker).selectAudioOutput?.().catch(() => undefined);
    if (device === undefined) return;
    rememberDevice('audiooutput', device.deviceId);
    await this.look();
  }

  /** Two soft notes. */
  async playNotes(): Promise<void> {
    const context = new OfflineAudioContext(1, 48_000 * 1.4, 48_000);
    [392, 523.25].forEach((frequency, i) => {
      const from = i * 0.45;
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(0.25, from + 0.03);
      gain.gain.exponentialRampToValueAtTime(0.001, from + 0.9);
      const note = new OscillatorNode(context, { frequency, type: 'triangle' });
      note.connect(gain).connect(context.destination);
      note.start(from);
      note.stop(from + 0.9);
    });
    await this.play(await context.startRendering());
  }

  /** Through an element, because only that one can be sent to a chosen speaker in every browser. */
  async play(sound: AudioBuffer): Promise<void> {
    this.stop();
    const context = new AudioContext();
    const stream = context.createMediaStreamDestination();
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    source.connect(stream);
    const element = new Audio();
    element.srcObject = stream.stream;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    source.onended = () => resolve();
    this.#stop = () => {
      resolve();
      element.pause();
      element.srcObject = null;
      void context.close();
      this.#stop = undefined;
      this.playing = false;
    };
    const stop = this.#stop;
    this.problem = '';
    try {
      if (this.canChoose && this.deviceId !== '') await element.setSinkId(this.deviceId);
      await Promise.all([context.resume(), element.play()]);
      this.playing = true;
      source.start();
      await ended;
    } catch {
      this.problem = 'This speaker cannot be used at the moment. Choose another one, or check that it is plugged in.';
    }
    if (this.#stop === stop) stop();
  }

  stop(): void {
    this.#stop?.();
  }
}
