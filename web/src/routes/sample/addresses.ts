/** Where the browser finds the sample's recording and what belongs to it. */
export const sampleAddresses = { recording: '/sample/recording.ogg', peaks: '/sample/peaks', captions: '/sample/captions.vtt' } as const;
