/** Three seconds of one's own voice, as the interviewer will hear it. They stay in this page's memory. */

const seconds = 3;

export class Trial {
  /** Whole seconds left; 0 while nothing is recorded. */
  left = $state(0);
  sound = $state.raw<AudioBuffer>();
  problem = $state('');

  async record(stream: MediaStream): Promise<AudioBuffer | undefined> {
    this.problem = '';
    this.sound = undefined;
    this.left = seconds;
    const countdown = setInterval(() => (this.left = Math.max(1, this.left - 1)), 1000);
    try {
      const recorder = new MediaRecorder(stream);
      const pieces: Blob[] = [];
      recorder.ondataavailable = ({ data }) => void pieces.push(data);
      const stopped = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.start();
      setTimeout(() => recorder.state === 'recording' && recorder.stop(), seconds * 1000);
      await stopped;
      this.sound = await decode(new Blob(pieces));
    } catch {
      this.problem = 'Nothing could be recorded. The meter above still shows whether you are heard.';
    } finally {
      clearInterval(countdown);
      this.left = 0;
    }
    return this.sound;
  }
}

async function decode(recorded: Blob): Promise<AudioBuffer> {
  const context = new OfflineAudioContext(1, 1, 48_000);
  return context.decodeAudioData(await recorded.arrayBuffer());
}
