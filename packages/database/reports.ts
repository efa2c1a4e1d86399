import { sql } from 'kysely';
import { Report, type QuestionReport, type Score } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import type { EmotionData } from './schema.ts';
import { storableJson, storableText } from './storable-text.ts';

/**
 * Stores the report, and what lists and trends are made of: the interview's analytics, each question's score, feedback
 * and answer, and the overall score. Repeating it replaces all of it.
 * @param recordingKey where the recording lies, when there may be one: each spoken answer then gets its place in it
 */
export async function saveReport(db: Database, report: Report, recordingKey: string | null = null): Promise<void> {
  const { interviewId } = report;
  await db.transaction().execute(async (transaction) => {
    const stored = { version: report.version, report: storableJson(report) };
    await transaction
      .insertInto('reports')
      .values({ interviewId, ...stored })
      .onConflict((conflict) => conflict.column('interviewId').doUpdateSet({ ...stored, updatedAt: sql`now()` }))
      .execute();

    const emotion: EmotionData = {
      session: report.measures?.tone ?? null,
      questions: report.questions.map(({ questionId, measures }) => ({ questionId, tone: measures?.tone ?? null })),
    };
    const analytics = {
      fluencyScore: whole(report.scores.fluency),
      confidenceScore: whole(report.scores.confidence),
      clarityScore: whole(report.scores.clarity),
      contentScore: whole(report.scores.content),
      fillerWordCount: report.measures?.fillerCount ?? null,
      speechRateWpm: report.measures?.speechRateWpm ?? null,
      emotionData: storableJson(emotion),
    };
    await transaction
      .insertInto('interviewAnalytics')
      .values({ interviewId, ...analytics })
      .onConflict((conflict) => conflict.column('interviewId').doUpdateSet({ ...analytics, updatedAt: sql`now()` }))
      .execute();

    for (const question of report.questions) {
      const answer = sql<string | null>`(
        select string_agg(text, E'\n' order by seq) from turns
        where interview_id = ${interviewId} and speaker = 'candidate' and kind = 'answer' and seq = any(${question.turnSeqs}))`;
      // A media fragment (W3C), in seconds on the recording's axis. Null without a recording, and for what it does not hold.
      const audio = sql<string | null>`(
        select ${recordingKey}::text || '#t=' || round(greatest(min(started_at_seconds) - offset_seconds, 0)::numeric, 3) || ',' || round((max(ended_at_seconds) - offset_seconds)::numeric, 3)
        from turns join recordings using (interview_id)
        where interview_id = ${interviewId} and status = 'ready' and speaker = 'candidate' and kind = 'answer' and not typed and seq = any(${question.turnSeqs})
        group by offset_seconds having max(ended_at_seconds) > offset_seconds)`;
      await transaction
        .updateTable('interviewQuestions')
        .set({ score: whole(question.content), feedback: feedback(question), answerText: answer, answerAudioUrl: audio })
        .where('interviewId', '=', interviewId)
        .where('questionId', '=', question.questionId)
        .execute();
    }
    await transaction.updateTable('interviews').set({ overallScore: whole(report.scores.overall), updatedAt: sql`now()` }).where('id', '=', interviewId).execute();
  });
}

export async function findReport(db: Database, interviewId: string): Promise<Report | undefined> {
  const row = await db.selectFrom('reports').select('report').where('interviewId', '=', interviewId).executeTakeFirst();
  return row && Report.parse(row.report);
}

/** A score's whole number; null when too little was said. */
function whole(score: Score): number | null {
  return score.value === null ? null : Math.round(score.value);
}

function feedback({ claims }: QuestionReport): string | null {
  return claims.length === 0 ? null : storableText(claims.map((claim) => claim.text).join('\n'));
}
