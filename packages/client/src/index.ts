export { attuneClient, type AttuneClient, type ClientOptions } from './client.ts';
export { ApiError } from './api-error.ts';
export { InfeasibleError, trainTrials, type GivenTrial, type LoopOptions, type LoopTrial } from './loop.ts';
export { reportAttempt, type StartedAttempt } from './reporting.ts';
export type { EventsOptions, LiveEvent } from './events.ts';
export { pause } from './pause.ts';
export type { Api, Route } from '@attune/service/http';
