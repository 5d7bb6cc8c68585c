export { AttuneError, type ErrorCode, type Issue, type Place } from './attune-error.ts';
