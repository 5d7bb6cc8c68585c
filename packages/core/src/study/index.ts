export * from './objective.ts';
export * from './project.ts';
export * from './round.ts';
export * from './trial.ts';
export * from './transitions.ts';
export * from './curve.ts';
export * from './sampler-spec.ts';
