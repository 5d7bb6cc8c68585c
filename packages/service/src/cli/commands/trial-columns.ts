/** How trials stand in tables: state, objective, and a column for each hyperparameter that varies. */
import { defineTexts } from '@attune/core/texts';
import type { TrialDocument } from '../../operations/views/trial-document.ts';
import type { Column } from '../table.ts';
import type { Colours } from '../terminal.ts';

const texts = defineTexts('cli-trial-columns', {
  trial: 'trial',
  state: 'state',
  step: 'at',
  seed: 'seed',
  attempts: 'attempts',
  baseline: 'baseline',
  note: 'note',
});

export function trialColumns(
  trials: readonly TrialDocument[],
  metric: string,
  colours: Colours,
): readonly Column<TrialDocument>[] {
  const identities = [...new Set(trials.flatMap(({ configuration }) => Object.keys(configuration)))];
  const varying = identities.filter((id) => new Set(trials.map(({ configuration }) => configuration[id])).size > 1);
  return [
    { header: texts.trial().text, cell: ({ trial }) => trial },
    { header: texts.state().text, cell: stateText, style: (text, row) => stateStyle(row, colours)(text) },
    { header: metric, cell: ({ objective }) => objective, align: 'right' },
    { header: texts.step().text, cell: ({ bestStep }) => bestStep, align: 'right', drop: 2 },
    ...varying.map((id): Column<TrialDocument> => ({
      header: id,
      cell: ({ configuration }) => {
        const value = configuration[id];
        return typeof value === 'number' ? value : value === undefined ? null : String(value);
      },
      drop: 1,
      least: 6,
    })),
    { header: texts.attempts().text, cell: ({ attempts }) => attempts, drop: 4 },
    { header: texts.note().text, cell: noteText, drop: 3, least: 16 },
  ];
}

/** What it counts as, and why: one that completed is infeasible where its result says so. */
export function stateText(trial: TrialDocument): string {
  const { reason } = trial;
  return reason === null ? judgedStatus(trial) : `${judgedStatus(trial)} (${reason})`;
}

function judgedStatus({ status, outcome }: TrialDocument): TrialDocument['status'] {
  return outcome === 'infeasible' ? outcome : status;
}

/** The first line: a traceback is for `attune show`. */
function noteText({ note, baseline }: TrialDocument): string {
  const [first = ''] = note.split('\n');
  return baseline && first === '' ? texts.baseline().text : first;
}

function stateStyle(trial: TrialDocument, colours: Colours): (text: string) => string {
  switch (judgedStatus(trial)) {
    case 'completed':
      return colours.green;
    case 'running':
      return colours.cyan;
    case 'infeasible':
      return colours.yellow;
    case 'failed':
      return colours.red;
    case 'waiting':
    case 'paused':
    case 'stopped':
      return colours.dim;
  }
}
