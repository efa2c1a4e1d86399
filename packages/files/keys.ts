/** Where things lie in the bucket. Everything of one interview is below one prefix, so that it can be erased as one. */
export const keys = {
  interview: (interviewId: string): string => `interviews/${interviewId}/`,
  /** Segments are numbered from 0 and padded, so that a listing is in order. */
  recordingSegment: (interviewId: string, number: number): string => `interviews/${interviewId}/segments/${String(number).padStart(6, '0')}.flac`,
  recordingSegments: (interviewId: string): string => `interviews/${interviewId}/segments/`,
  recording: (interviewId: string): string => `interviews/${interviewId}/recording.ogg`,
  report: (interviewId: string): string => `interviews/${interviewId}/report.json`,
  /** All of one person's résumés, to be erased with the account. */
  resumes: (userId: string): string => `resumes/${userId}/`,
  resume: (userId: string, resumeId: string): string => `resumes/${userId}/${resumeId}`,
  /** All copies of one person's data. */
  accountExports: (userId: string): string => `exports/${userId}/`,
  accountExport: (userId: string, exportId: string): string => `exports/${userId}/${exportId}.zip`,
} as const;
