export type { Figure, Specification } from './figure.ts';
