import { describe, expect, it } from 'vitest';
import { type CutterEvent, PieceCutter, cutterDefaults } from './piece-cutter.ts';

/** Feeds `count` windows; `at` gives probability and loudness of each. */
function feed(cutter: PieceCutter, count: number, probability: number, loudness = (_index: number): number => probability): CutterEvent[] {
  const events: CutterEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    const event = cutter.push(probability, loudness(index));
    // A piece is a living object: keep what it was when it was told.
    if (event !== undefined) events.push({ ...event, piece: { ...event.piece } });
  }
  return events;
}

describe('speech cut into pieces', () => {
  it('begins a little before the first voiced window', () => {
    const cutter = new PieceCutter();
    feed(cutter, 50, 0);
    const [begin] = feed(cutter, 5, 0.9);
    expect(begin).toMatchObject({ type: 'begin', piece: { id: 0, voicedFrom: 50, from: 50 - cutterDefaults.leadWindows } });
  });

  it('takes a click for no speech', () => {
    const cutter = new PieceCutter();
    expect([...feed(cutter, 20, 0), ...feed(cutter, 1, 0.9), ...feed(cutter, 20, 0)]).toEqual([]);
  });

  it('ends at a pause, and not at a shorter one', () => {
    const cutter = new PieceCutter();
    feed(cutter, 30, 0.9);
    expect(feed(cutter, cutterDefaults.pauseWindows - 1, 0.1)).toEqual([]);
    feed(cutter, 10, 0.9);
    const [cut] = feed(cutter, cutterDefaults.pauseWindows, 0.1);
    expect(cut).toMatchObject({ type: 'cut', because: 'pause', piece: { voicedTo: 30 + cutterDefaults.pauseWindows - 1 + 10 } });
    expect(cutter.open).toBeUndefined();
  });

  it('that never pauses is cut before it is too long, in its quietest place, and nothing between two pieces is lost', () => {
    const cutter = new PieceCutter();
    const events = feed(cutter, 300, 0.9, (index) => (index === 200 ? 0.01 : 1));
    const cut = events.find(({ type }) => type === 'cut');
    expect(cut).toMatchObject({ because: 'length' });
    expect(Math.abs((cut?.piece.to ?? 0) - 200)).toBeLessThanOrEqual(2);
    expect(cutter.open?.from).toBe(cut?.piece.to);
    expect(cutter.open?.id).toBe(1);
  });

  it('that goes on for minutes never makes a piece longer than the recogniser takes', () => {
    const cutter = new PieceCutter();
    const cuts = feed(cutter, 5_000, 0.9).filter(({ type }) => type === 'cut');
    expect(cuts.length).toBeGreaterThan(15);
    for (const { piece } of cuts) expect(piece.to - piece.from).toBeLessThanOrEqual(cutterDefaults.longestWindows);
  });

  it('ends where the audio stops', () => {
    const cutter = new PieceCutter();
    feed(cutter, 30, 0.9);
    expect(cutter.end()).toMatchObject({ type: 'cut', because: 'end', piece: { to: 30 } });
    expect(cutter.end()).toBeUndefined();
  });
});
