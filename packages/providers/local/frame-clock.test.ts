import { describe, expect, it } from 'vitest';
import { FrameClock } from './frame-clock.ts';

/** Frames of 10 ms, arriving every 10 ms from `from` until `to` (epoch seconds). */
function steadily(clock: FrameClock, from: number, to: number): void {
  for (let now = from; now < to - 1e-9; now += 0.01) clock.arrived(0.01, now + 0.01);
}

describe('the time at which audio was spoken', () => {
  it('is counted from the start of the first frame', () => {
    const clock = new FrameClock();
    steadily(clock, 1000, 1002);
    expect(clock.timeOf(0)).toBeCloseTo(1000, 3);
    expect(clock.timeOf(1.5)).toBeCloseTo(1001.5, 3);
  });

  it('jumps over a gap in which no frames came', () => {
    const clock = new FrameClock();
    steadily(clock, 1000, 1002);
    steadily(clock, 1005, 1007);
    expect(clock.timeOf(1.9)).toBeCloseTo(1001.9, 2);
    expect(clock.timeOf(2.1)).toBeCloseTo(1005.1, 2);
    expect(clock.timeOf(3.9)).toBeCloseTo(1006.9, 2);
  });

  it('does not move when frames were only held up and then came all at once', () => {
    const clock = new FrameClock();
    steadily(clock, 1000, 1002);
    for (let i = 0; i < 50; i += 1) clock.arrived(0.01, 1002.5 + i * 0.0005);
    steadily(clock, 1002.53, 1004);
    expect(clock.timeOf(2.2)).toBeCloseTo(1002.2, 1);
    expect(clock.timeOf(3.5)).toBeCloseTo(1003.5, 1);
  });

  it('is mended when the first frame itself came late', () => {
    const clock = new FrameClock();
    clock.arrived(0.01, 1000.11);
    steadily(clock, 1000.01, 1001);
    expect(clock.timeOf(0.5)).toBeCloseTo(1000.5, 2);
  });
});
