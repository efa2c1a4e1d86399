import type { View } from '../pages.ts';

export const settingsViews: readonly View[] = [];
