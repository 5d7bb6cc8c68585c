export * from './hyperparameter.ts';
export * from './meaning.ts';
