/** The shape of what is recorded. All of it is stereo: left is the candidate, right is the interviewer. */
export const recordingFormat = {
  /** Hz. Speech above 12 kHz carries nothing a listener needs, and Opus takes 24 kHz as it is. */
  sampleRate: 24_000,
  channels: 2,
  bytesPerSample: 2,
  /** The longest piece that can be lost when a recorder is killed. */
  segmentSeconds: 10,
  /**
   * Segments start on a grid of this many samples (100 ms). A segment is stored under the number of its grid line, so that
   * each one says by itself where it belongs: a recorder that takes over needs no count, and a lost one leaves a known gap.
   */
  gridSamples: 2_400,
  /** Of the joined file. */
  opusBitrate: '56k',
  contentType: 'audio/ogg; codecs=opus',
} as const;

export const frameBytes = recordingFormat.channels * recordingFormat.bytesPerSample;

/** Milliseconds → samples of one channel. */
export const samplesOf = (milliseconds: number): number => Math.round((milliseconds * recordingFormat.sampleRate) / 1000);

/** Samples of one channel → seconds. */
export const secondsOf = (samples: number): number => samples / recordingFormat.sampleRate;
