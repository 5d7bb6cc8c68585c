/** Progress as adapters see it: the engine's events, which other operations may send too. */
export type * from '../engine/progress.ts';
