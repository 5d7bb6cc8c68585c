export { filesTexts, writeAtomically } from './write-atomically.ts';
