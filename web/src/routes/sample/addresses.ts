/** Where the sample's files lie in `static`. */
export const sampleAddresses = { recording: '/sample/recording.ogg', peaks: '/sample/peaks.json', captions: '/sample/captions.vtt' } as const;
