import type { Judge, Measures } from '@greenroom/contracts';

/** The numbers of a delivery with the range that each is judged by, as on the site; left out where too little was said. */
export function deliveryLines(measures: Measures, toneJudge: Judge | undefined): string[] {
  const line = (name: string, value: number | null, show: (value: number) => string, range: string): string[] => (value === null ? [] : [`${name}: ${show(value)} (${range})`]);
  return [
    ...line('Pace', measures.speechRateWpm, (v) => `${Math.round(v)} words a minute`, '120 to 200 counts in full'),
    ...line('Fillers', measures.fillersPerMinute, (v) => `${v.toFixed(1)} a minute`, 'listeners accept up to 5'),
    ...line('Pauses', measures.pausesPerMinute, (v) => `${v.toFixed(1)} a minute`, 'up to 17 counts in full'),
    ...line('Length of a pause', measures.meanPauseSeconds, (v) => `${v.toFixed(2)} s on average`, 'up to 0.68 s counts in full'),
    ...line('Restarts', measures.repairsPer100Words, (v) => `${v.toFixed(1)} in 100 words`, 'up to 3.3 counts in full'),
    ...line('Hedges', measures.words < 12 ? null : (100 * measures.hedgeCount) / measures.words, (v) => `${v.toFixed(1)} in 100 words`, 'up to 2 counts in full'),
    ...line('Thinking before you answer', measures.responseDelaySeconds, (v) => `${v.toFixed(1)} s`, 'up to 3 s is advised; not scored'),
    ...(measures.tone === null ? [] : [`The tone of your words was mostly ${measures.tone.label}. It is read from the text${toneJudge === undefined ? '' : ` by the ${toneJudge.kind === 'model' ? 'model ' : ''}${toneJudge.name}`}, it informs, and it is no part of any score.`]),
  ];
}
