/**
 * The columns of a round's trials, from the columnar document: each tells its values by row, so that sorting, filtering
 * and drawing of thousands touch only what they need.
 */
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { duration } from '../../parts/durations.ts';
import { numberText, valueText } from '../../parts/number-text.ts';

export const columnTexts = defineTexts('dashboard-table-column', {
  trial: 'trial',
  status: 'status',
  outcome: 'outcome',
  rank: 'rank',
  difference: 'difference',
  step: 'best step',
  study: 'study',
  seed: 'seed',
  attempts: 'attempts',
  seconds: 'duration',
  reason: 'reason',
  note: 'note',
});

export type TrialTable = Api['GET /rounds/{round}/table']['result'];
export type Cell = number | string | boolean | null;

export interface Column {
  /** As the filter, the order and the address name it. */
  readonly id: string;
  readonly label: string;
  readonly numeric: boolean;
  /** Pixels. */
  readonly width: number;
  readonly value: (row: number) => Cell;
  readonly text: (row: number) => string;
  /** All that it may be, of what is one of a few words. */
  readonly words?: readonly string[];
  /** Whether the value is the baseline's; undefined where that says nothing. */
  readonly usual?: (row: number) => boolean;
  /** Shown until a person hides it. */
  readonly shown: boolean;
}

export interface Baseline {
  readonly configuration: Readonly<Record<string, Cell>>;
  /** Mean objective of its feasible trials. */
  readonly value: number | null;
}

export function columnsOf(table: TrialTable, baseline: Baseline): readonly Column[] {
  const severalStudies = table.studies.length > 1;
  const status = (row: number) => table.statuses[table.status[row] ?? -1] ?? '';
  const outcome = (row: number) => table.outcomes[table.outcome[row] ?? -1] ?? '';
  const difference = (row: number) => {
    const value = table.objectiveValue[row] ?? null;
    return value === null || baseline.value === null ? null : value - baseline.value;
  };
  return [
    number('trial', columnTexts.trial().text, (row) => table.trial[row] ?? 0, { width: 76 }),
    {
      ...text('outcome', columnTexts.outcome().text, outcome, { width: 116 }),
      words: [...table.outcomes, ...table.statuses],
      // Of what has not ended, whether it runs or waits says more.
      text: (row) => (outcome(row) === 'pending' ? status(row) : outcome(row)),
    },
    { ...text('status', columnTexts.status().text, status, { width: 110, shown: false }), words: table.statuses },
    number('rank', columnTexts.rank().text, (row) => table.rank[row] ?? null, { width: 64 }),
    number('objective', table.objective.metric, (row) => table.objectiveValue[row] ?? null, { width: 110 }),
    {
      ...number('difference', columnTexts.difference().text, difference, {
        width: 104,
        shown: baseline.value !== null,
      }),
      text: (row) => {
        const value = difference(row);
        return value === null ? '–' : `${value > 0 ? '+' : ''}${numberText(value, 3)}`;
      },
    },
    ...table.hyperparameters.map((hyperparameter) => hyperparameterColumn(hyperparameter, baseline)),
    number('step', columnTexts.step().text, (row) => table.bestStep[row] ?? null, { width: 92 }),
    text('study', columnTexts.study().text, (row) => table.studies[table.study[row] ?? -1] ?? '', {
      width: 170,
      shown: severalStudies,
    }),
    number('seed', columnTexts.seed().text, (row) => table.seed[row] ?? null, { width: 110, shown: false }),
    number('attempts', columnTexts.attempts().text, (row) => table.attempts[row] ?? null, { width: 86, shown: false }),
    {
      ...number('seconds', columnTexts.seconds().text, (row) => table.seconds[row] ?? null, { width: 90 }),
      text: (row) => {
        const seconds = table.seconds[row] ?? null;
        return seconds === null ? '–' : duration(seconds);
      },
    },
    text('reason', columnTexts.reason().text, (row) => table.reason[row] ?? '', { width: 220, shown: false }),
    text('note', columnTexts.note().text, (row) => table.note[row] ?? '', {
      width: 240,
      shown: table.note.some((note) => note !== ''),
    }),
  ];
}

function hyperparameterColumn(
  { name, label, values }: TrialTable['hyperparameters'][number],
  { configuration }: Baseline,
): Column {
  const numeric = values.some((value) => typeof value === 'number');
  const given = configuration[name] ?? null;
  // Numbers fit the least width; words may be longer than the heading.
  const words = new Set(values.filter((value) => typeof value === 'string'));
  const longest = Math.max(label.length, ...[...words].map(({ length }) => length));
  return {
    id: name,
    label,
    numeric,
    width: Math.min(240, Math.max(98, 26 + 10 * longest)),
    value: (row) => values[row] ?? null,
    text: (row) => valueText(values[row] ?? null),
    ...(words.size > 0 && { words: [...words] }),
    usual: (row) => (values[row] ?? null) === given,
    shown: true,
  };
}

interface Look {
  readonly width: number;
  readonly shown?: boolean;
}

function number(id: string, label: string, value: (row: number) => number | null, look: Look): Column {
  const text = (row: number) => {
    const own = value(row);
    return own === null ? '–' : numberText(own);
  };
  return { id, label, numeric: true, value, text, shown: true, ...look };
}

function text(id: string, label: string, value: (row: number) => string, look: Look): Column {
  return { id, label, numeric: false, value, text: value, shown: true, ...look };
}
