export { attemptsAsTheyBegan } from './as-they-began.ts';
export { readDiagnosedRound, type DiagnosedBy, type Diagnostician } from './diagnosed-round.ts';
export { baselineRuns } from './earlier-baselines.ts';
export { launchValues, measuredAs, type LaunchValue } from './launch-values.ts';
export { objectivesOf, type ObjectiveValue } from './objectives.ts';
export { readRoundRecord } from './round-record.ts';
export { rememberStepTime } from './step-time.ts';
export { trainingCommand } from './training-command.ts';
export { trialTime, type TrialTime } from './trial-time.ts';
