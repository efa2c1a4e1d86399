import type { WrittenQuestion } from '../written-question.ts';
import { difficultNews } from './difficult-news.ts';
import { explaining } from './explaining.ts';
import { listening } from './listening.ts';
import { persuadingAndPresenting } from './persuading-and-presenting.ts';

export const communication: readonly WrittenQuestion[] = [...explaining, ...persuadingAndPresenting, ...difficultNews, ...listening];
