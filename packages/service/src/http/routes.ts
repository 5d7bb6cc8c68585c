/**
 * Every endpoint of the API, as a table: method and path below `/api/v1`, and the operation that answers. Names in braces
 * are properties of the operation's input; its other properties are the query of a GET and the JSON body of the rest.
 * A new endpoint is a row.
 */
import type { Static } from 'typebox';
import { acceptNext } from '../operations/next/accept-next.ts';
import { ask } from '../operations/own-loop/ask.ts';
import { best } from '../operations/report/best.ts';
import { compareJob } from '../operations/compare/job.ts';
import { comparisonView } from '../operations/compare/view.ts';
import { curves } from '../operations/views/curves.ts';
import { events } from '../operations/events/events.ts';
import { extendRoundBudget } from '../operations/run/extend-round.ts';
import { figureView } from '../operations/views/figure-view.ts';
import { cancelJob, jobs } from '../operations/run/jobs.ts';
import { heartbeat } from '../operations/own-loop/heartbeat.ts';
import { launch } from '../operations/launch/launch.ts';
import { log } from '../operations/log/log.ts';
import { measurements } from '../operations/own-loop/measurements.ts';
import { me } from '../operations/tokens/me.ts';
import { metricsList } from '../operations/views/metrics-list.ts';
import { nextView } from '../operations/next/view.ts';
import { note } from '../operations/log/note.ts';
import { notebookView } from '../operations/views/notebook-view.ts';
import { pauseRound } from '../operations/run/pause-round.ts';
import { projectView } from '../operations/views/project-view.ts';
import { retryTrial } from '../operations/run/retry-trial.ts';
import { roundFileRead, roundFileWrite, roundFilesList } from '../operations/design/files.ts';
import { roundPlanView } from '../operations/design/plan-view.ts';
import { roundTable } from '../operations/views/round-table.ts';
import { roundView } from '../operations/views/round-view.ts';
import { roundsList } from '../operations/views/rounds-list.ts';
import { show } from '../operations/show.ts';
import { continueRound, startRound } from '../operations/run/start-round.ts';
import { status } from '../operations/status.ts';
import { stopTrials } from '../operations/run/stop-trials.ts';
import { tell } from '../operations/own-loop/tell.ts';
import { trialDiagnoses } from '../operations/views/trial-diagnoses.ts';
import { trialLog } from '../operations/views/trial-log.ts';
import { trials } from '../operations/trials.ts';

export const routes = {
  'GET /me': me,
  'GET /project': projectView,
  'GET /status': status,
  'GET /rounds': roundsList,
  'GET /rounds/{round}/report': roundView,
  'GET /rounds/{round}/figures/{id}': figureView,
  'GET /rounds/{round}/table': roundTable,
  'GET /rounds/{round}/metrics': metricsList,
  'GET /comparison': comparisonView,
  'GET /curves': curves,
  'GET /events': events,
  'GET /trials': trials,
  'GET /trials/{trial}': show,
  'GET /trials/{trial}/diagnoses': trialDiagnoses,
  'GET /trials/{trial}/log': trialLog,
  'POST /trials/{trial}/retry': retryTrial,
  'POST /trials/stop': stopTrials,
  'POST /rounds': startRound,
  'GET /rounds/plan': roundPlanView,
  'POST /rounds/{round}/continue': continueRound,
  'POST /rounds/{round}/pause': pauseRound,
  'POST /rounds/{round}/extend': extendRoundBudget,
  'GET /round-files': roundFilesList,
  'GET /round-files/{name}': roundFileRead,
  'PUT /round-files/{name}': roundFileWrite,
  'GET /jobs': jobs,
  'DELETE /jobs/{job}': cancelJob,
  'POST /measurements': measurements,
  'POST /ask': ask,
  'POST /trials/{trial}/tell': tell,
  'POST /trials/{trial}/heartbeat': heartbeat,
  'GET /best': best,
  'GET /log': log,
  'GET /next': nextView,
  'POST /next/{proposal}/accept': acceptNext,
  'POST /compare': compareJob,
  'POST /launches': launch,
  'GET /notebook': notebookView,
  'POST /notes': note,
} as const;

/** What can be called, with the types of what it takes and gives: the contract that clients are typed by. */
export type Api = {
  readonly [R in keyof typeof routes]: {
    readonly input: Static<(typeof routes)[R]['input']>;
    readonly result: Static<(typeof routes)[R]['result']>;
  };
};

export type Route = keyof Api;
