/** Told in the room when an interviewer is lost; the report says in its own words how often that was. */
export const interviewerLost = "The interviewer's connection was lost. Another one is joining; nothing that you said is lost.";
