/** How an audit is printed: a line for each trial's curves, or each round's report under what was assumed in reading it. */
import { defineTexts } from '@attune/core/texts';
import type { AuditDocument } from '../../operations/audit/document.ts';
import { bestRows, terminalReport } from '../../report/index.ts';
import { table } from '../table.ts';
import type { Output } from '../terminal.ts';
import { wrap } from '../width.ts';

type Round = AuditDocument['rounds'][number];

const texts = defineTexts('cli-audit-printed', {
  round: 'round',
  trials: 'trials',
  feasible: 'feasible',
  metric: 'judged by',
  best: 'best',
  warnings: 'warnings',
  advice: 'advice',
  trial: 'trial',
  where: 'Where the best lie:',
  source: 'trial {trial}: {source}',
  diagnoses: 'its curves show',
  diagnosis: '{code} from step {step}',
  nothing: 'nothing found',
  noData: 'no data',
  reading: 'In reading them:',
  point: 'point',
  usable: 'usable',
  median: 'median',
  least: 'least',
  greatest: 'greatest',
});

/** A report is no easier to read on a line longer than this. */
const widest = 100;

/** One row a round. */
export function auditTable(rounds: readonly Round[], output: Output): string {
  const count = ({ report }: Round, severity: string): number =>
    report.findings.filter((finding) => finding.severity === severity).length;
  return table(
    [
      { header: texts.round().text, cell: ({ name }: Round) => name, least: 16 },
      { header: texts.trials().text, cell: ({ report }) => report.status.ended },
      { header: texts.feasible().text, cell: ({ report }) => report.status.counts.feasible, drop: 1 },
      { header: texts.metric().text, cell: ({ report }) => report.round.objective.metric, drop: 2 },
      { header: texts.best().text, cell: ({ report }) => bestOf(report) },
      { header: texts.warnings().text, cell: (round) => count(round, 'warning') },
      { header: texts.advice().text, cell: (round) => count(round, 'advice') },
    ],
    rounds,
    output,
  );
}

export function printRound({ report, remarks, points, sources }: Round, output: Output): void {
  const width = Math.min(output.width, widest);
  output.write(terminalReport(report, width, output.colours));
  if (points !== null) {
    output.write('\n');
    output.write(
      table(
        [
          { header: texts.point().text, cell: ({ name }) => name },
          { header: texts.trials().text, cell: ({ trials }) => trials },
          { header: texts.usable().text, cell: ({ usable }) => usable },
          { header: texts.median().text, cell: ({ median }) => median, align: 'right' },
          { header: texts.least().text, cell: ({ least }) => least, align: 'right' },
          { header: texts.greatest().text, cell: ({ greatest }) => greatest, align: 'right' },
        ],
        points,
        output,
      ),
    );
  }
  const best = bestRows(report);
  if (best.length > 0) output.write(`\n${output.colours.dim(texts.where().text)}\n`);
  for (const { trial } of best) {
    output.write(output.colours.dim(`  ${texts.source({ trial, source: sources[String(trial)] ?? '' }).text}\n`));
  }
  if (remarks.length === 0) return;
  output.write(`\n${output.colours.dim(texts.reading().text)}\n`);
  for (const { text } of remarks) {
    for (const [index, line] of wrap(text, width - 2).entries()) {
      output.write(output.colours.dim(`${index === 0 ? '- ' : '  '}${line}\n`));
    }
  }
}

/** One row a trial. */
export function printCurves({ curves, unmeasured = [] }: AuditDocument, output: Output): void {
  const without = new Set(unmeasured);
  output.write(
    table(
      [
        { header: texts.trial().text, cell: ({ source }) => source },
        {
          header: texts.diagnoses().text,
          cell: ({ source, diagnoses }) => {
            if (diagnoses.length > 0) {
              return diagnoses.map(({ code, step }) => texts.diagnosis({ code, step }).text).join(', ');
            }
            return (without.has(source) ? texts.noData() : texts.nothing()).text;
          },
        },
      ],
      curves,
      output,
    ),
  );
}

function bestOf({ trials }: Round['report']): number | string | null {
  return trials.find(({ rank }) => rank === 1)?.objective ?? null;
}
