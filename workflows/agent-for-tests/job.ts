/** Joins, tells its process id, gives its sign of life, and signs off when the room closes. */
import { defineAgent, type JobContext } from '@livekit/agents';
import { agentHeartbeat, DispatchMetadata } from '@greenroom/contracts';
import { connectEvents } from '@greenroom/events';
import { loadSettings } from '@greenroom/settings';

export default defineAgent({
  entry: async (job: JobContext) => {
    const { interviewId, attempt } = DispatchMetadata.parse(JSON.parse(job.job.metadata));
    const events = await connectEvents(loadSettings().redis);
    const beat = () => events.beat(interviewId, { attempt, phase: 'running', reason: null }).catch(() => undefined);
    const beating = setInterval(beat, agentHeartbeat.everyMs);
    job.addShutdownCallback(async () => {
      clearInterval(beating);
      await events.beat(interviewId, { attempt, phase: 'ended', reason: 'candidate_ended' });
      await events.close();
    });
    await beat();
    await job.connect();
    await events.publish(interviewId, { type: 'notice', at: 0, level: 'info', text: `interviewer ${attempt} is process ${process.pid}` });
  },
});
