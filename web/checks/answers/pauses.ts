/** How the pauses of a finished interview may have been judged: what its words show of each of them, with weights that differ. */
import type { EndOfTurnLook, Turn } from '@greenroom/contracts';

export const judged = (turns: readonly Turn[]): Turn[] => turns.map((turn, i) => (turn.speaker === 'candidate' && !turn.typed && turn.words.length > 0 ? { ...turn, endOfTurn: looksAt(turn, turns[i + 1]) } : turn));

function looksAt({ words, endedAt, seq }: Turn, next: Turn | undefined): EndOfTurnLook[] {
  const within = words.flatMap((word, i): EndOfTurnLook[] => {
    const after = words[i + 1];
    const silentMs = after === undefined ? 0 : Math.round((after.start - word.end) * 1000);
    return silentMs < 400 ? [] : [look(word.end, silentMs, i % 5 === 4 ? 'taken_back' : 'went_on', [
      { name: 'length', weight: -1.4 + i / 40 }, { name: 'how it sounds', weight: -0.8 }, { name: 'last word', weight: i % 2 === 0 ? -1.5 : 0.4 }, { name: 'no result yet', weight: -0.5 },
    ])];
  });
  const silentMs = Math.max(300, Math.round(((next?.startedAt ?? endedAt + 1) - endedAt) * 1000));
  return [...within, look(endedAt, silentMs, 'replied', [
    { name: 'length', weight: 0.9 }, { name: 'how it sounds', weight: 1.6 }, { name: 'punctuation', weight: 0.7 }, { name: 'tells a result', weight: seq % 4 === 2 ? 0.6 : 1.1 }, { name: 'points made', weight: 0.45 },
  ])];
}

function look(at: number, silentMs: number, outcome: EndOfTurnLook['outcome'], reasons: EndOfTurnLook['reasons']): EndOfTurnLook {
  const logOdds = reasons.reduce((sum, { weight }) => sum + weight, 0);
  const finished = 1 / (1 + Math.exp(-logOdds));
  return { at, finished, waitMs: Math.round(500 + 2_600 * (1 - finished)), silentMs, outcome, reasons };
}
