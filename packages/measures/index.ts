/** Pure functions: timed words in, marks and numbers out. Units, ranges and sources stand at each function. */
export { confidenceOf, type Impression } from './confidence.ts';
export { asksForStory, coverageOf } from './coverage.ts';
export { fillerCredit, fluencyScore, meanPauseCredit, paceCredit, pauseFrequencyCredit, repairCredit } from './fluency.ts';
export { lexemesOf, sentencesOf, type Lexeme, type Range } from './lexemes.ts';
export { findMarks, isFiller, isHedge, wordRangesOf } from './marks.ts';
export { pointsCovered, type PointFinding } from './points.ts';
export { measureSession, measureSpan, type MeasuredAnswer } from './span.ts';
export { starOf, starParts, type Star, type StarFinding, type StarPart } from './star.ts';
export { counted, evidenceSize, statementsOf, type Statement } from './statements.ts';
export { contentWordsOf, stemOf, stemsOf, type ContentWord } from './stems.ts';
export { syllablesOf } from './syllables.ts';
export { talkShare } from './talk-share.ts';
export { longPauseSeconds, pausesOf, rollingWindow, shortestPauseSeconds, textOf, wordsOf, type Pause } from './timing.ts';
export { toneOf, tonesOf, type SentenceTone } from './tone.ts';
