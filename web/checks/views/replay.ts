import type { View } from '../pages.ts';

export const replayViews: readonly View[] = [];
