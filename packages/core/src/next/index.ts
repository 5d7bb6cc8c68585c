export type { Compared, History, Launched, PastRound } from './history.ts';
export type { About, Outlook, Proposal, ProposalKind, Reason, Saturation, Source } from './proposal.ts';
export { fulfils } from './fulfils.ts';
export { proposeRounds } from './propose-rounds.ts';
