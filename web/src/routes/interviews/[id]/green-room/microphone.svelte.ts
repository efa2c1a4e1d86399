/** The microphone before the interview: permission, choice of device, and how loud it is. Opened in the browser only. */
import { chosenDevice, listDevices, rememberDevice } from '#lib/devices.ts';
import { microphoneProblem } from '#lib/microphone-problem.ts';

export class Microphone {
  state = $state<'idle' | 'asking' | 'open' | 'refused'>('idle');
  problem = $state('');
  devices = $state.raw<MediaDeviceInfo[]>([]);
  deviceId = $state('');
  /** 0–1, of what can be heard. */
  level = $state(0);
  /** True once something clearly louder than the room was heard. */
  heard = $state(false);
  /** Open while the state is `open`: for the recording of three seconds. */
  stream = $state.raw<MediaStream>();

  #context: AudioContext | undefined;
  #frame = 0;
  /** Counts openings and closings: what an earlier one still brings is put away. */
  #turn = 0;

  /** Opens the microphone without asking when the browser has been told before that it may. */
  async openIfAllowed(): Promise<void> {
    const turn = this.#turn;
    const permission = await navigator.permissions?.query({ name: 'microphone' }).catch(() => undefined);
    if (permission?.state === 'granted' && turn === this.#turn) await this.open(chosenDevice('audioinput'));
  }

  async open(deviceId: string | undefined): Promise<void> {
    this.close();
    const turn = this.#turn;
    this.state = 'asking';
    this.heard = false;
    try {
      if (navigator.mediaDevices === undefined) throw new DOMException('only on https or localhost', 'SecurityError');
      const audio = deviceId ? { deviceId: { ideal: deviceId } } : true;
      const stream = await navigator.mediaDevices.getUserMedia({ audio });
      // Closed, or opened anew, while the browser asked its person.
      if (turn !== this.#turn) return stream.getTracks().forEach((track) => track.stop());
      this.stream = stream;
      const [track] = stream.getAudioTracks();
      this.deviceId = track?.getSettings().deviceId ?? '';
      rememberDevice('audioinput', this.deviceId);
      const devices = await listDevices('audioinput');
      if (turn !== this.#turn) return;
      this.devices = devices;
      // Pulled out: the browser has another one, or says that there is none.
      track?.addEventListener('ended', () => this.stream === stream && void this.open(undefined));
      this.#listen(stream);
      this.state = 'open';
      this.problem = '';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.close();
      this.state = 'refused';
      this.problem = microphoneProblem(error);
    }
  }

  /** Something was plugged in or pulled out. */
  async devicesChanged(): Promise<void> {
    if (this.state === 'open') this.devices = await listDevices('audioinput');
    else if (this.state === 'refused') await this.openIfAllowed();
  }

  close(): void {
    this.#turn += 1;
    cancelAnimationFrame(this.#frame);
    this.stream?.getTracks().forEach((track) => track.stop());
    void this.#context?.close();
    this.stream = this.#context = undefined;
    this.level = 0;
  }

  #listen(stream: MediaStream): void {
    const context = (this.#context = new AudioContext());
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const measure = (): void => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // −60 dB full scale is a quiet room, −15 dB a voice close to the microphone.
      const loudness = Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 45));
      this.level = Math.max(loudness, this.level * 0.9);
      if (loudness > 0.45) this.heard = true;
      this.#frame = requestAnimationFrame(measure);
    };
    measure();
  }
}
