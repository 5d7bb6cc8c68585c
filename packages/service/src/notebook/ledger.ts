/** The ledger of studies (method T2): a row each, with what is needed to know it again and to have its best again. */

/** In the order of a spreadsheet's columns. */
export const ledgerColumns = [
  'study',
  'round',
  'question',
  'file',
  'notes',
  'search',
  'planned',
  'ended',
  'feasible',
  'infeasible',
  'metric',
  'direction',
  'best',
  'best_trial',
  'best_step',
  'best_configuration',
  'command',
  'commit',
  'uncommitted_changes',
  'patch',
  'host',
  'platform',
  'versions',
  'started',
  'ended_at',
  'design_sha256',
] as const;

type LedgerColumn = (typeof ledgerColumns)[number];

export type LedgerRow = Readonly<Record<LedgerColumn, number | string | boolean | null>>;
