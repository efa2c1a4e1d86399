import type { Turn } from '@greenroom/contracts';
import { findSettingsForInterview, InterviewNotFoundError, InterviewNotStartedError, listTurns, readPlan, saveReport, saveTurn } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { findMarks, measureSpan, toneOf } from '@greenroom/measures';
import { selectLanguageModel } from '@greenroom/providers/select-language-model';
import { selectTone } from '@greenroom/providers/select-tone';
import { ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { ZodError } from 'zod';
import type { Context } from '../context.ts';
import { interviewerLost } from '../definitions/notices.ts';
import { scoreInterview } from '../scoring/index.ts';
import { spokenAnswers } from '../scoring/spoken-answers.ts';
import { readTone } from '../scoring/tone.ts';
import { toldNotices } from './told-notices.ts';

export interface ReportOrder {
  interviewId: string;
  /** ISO 8601; given by the workflow, so that a repeated report is the same report. */
  createdAt: string;
  notices: string[];
}

/** A turn that was cut off with its agent is stored as heard, without marks and measures. */
const lacksMeasures = (turn: Turn): boolean => turn.speaker === 'candidate' && !turn.typed && turn.measures === null && turn.words.length > 0;

/** For all sentences of an interview together: 45 minutes of talk have about 300, four at a time, 0.1 s each. Milliseconds. */
const toneTimeoutMs = 30_000;

export function reportActivities(context: Context) {
  const { database, providers, log } = context;
  return {
    /** Measures every spoken turn of the candidate that has none yet; gives their number. */
    async finalMeasures(interviewId: string): Promise<number> {
      const lacking = (await listTurns(database, interviewId)).filter(lacksMeasures);
      for (const turn of lacking) {
        const marks = findMarks(turn.text, turn.words);
        const responseDelaySeconds = turn.responseDelayMs === null ? null : turn.responseDelayMs / 1000;
        await saveTurn(database, { ...turn, marks, measures: measureSpan(turn.words, marks, { responseDelaySeconds, text: turn.text }) });
      }
      return lacking.length;
    },

    /** Scores the interview and stores the report; the same turns give the same report. */
    async makeReport({ interviewId, createdAt, notices }: ReportOrder): Promise<{ overall: number | null }> {
      try {
        const { clockStartedAt: _, ...plan } = await readPlan(database, interviewId);
        const heard = await listTurns(database, interviewId);
        const settings = await findSettingsForInterview(database, interviewId);
        const fallbacks: string[] = [];
        const told = await toldNotices(context, interviewId, [interviewerLost]);
        const judgeModel = selectLanguageModel(providers, (notice) => fallbacks.push(notice));
        const tone = await readTone(heard, selectTone(providers, { lexicon: toneOf, notice: (text) => fallbacks.push(text) }), { within: toneTimeoutMs, signal: cancellationSignal() });
        // The live measures have the lexicon's tone: beside a report, one reader's. Read again, a turn is the same turn.
        const spoken = new Set(spokenAnswers(heard).map(({ seq }) => seq));
        const turns = heard.map((turn) => (turn.measures === null || !spoken.has(turn.seq) ? turn : { ...turn, measures: { ...turn.measures, tone: turn.measures.words === 0 ? null : tone.over([turn]) } }));
        const report = await scoreInterview({ plan, turns, tone, createdAt, notices: [...notices, ...told], judgeModel, fluencyScore: settings?.fluencyScore ?? true, signal: cancellationSignal() });
        for (const [index, turn] of turns.entries()) if (turn !== heard[index]) await saveTurn(database, turn);
        await saveReport(database, { ...report, notices: [...new Set([...report.notices, ...fallbacks])] }, keys.recording(interviewId));
        log.info({ interviewId, overall: report.scores.overall.value }, 'the report is ready');
        return { overall: report.scores.overall.value };
      } catch (error) {
        const hopeless = error instanceof InterviewNotFoundError || error instanceof InterviewNotStartedError || error instanceof ZodError;
        if (hopeless) throw ApplicationFailure.create({ message: error.message, type: error.name, nonRetryable: true, cause: error });
        throw error;
      }
    },
  };
}
