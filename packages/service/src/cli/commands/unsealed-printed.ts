/** Prints test metrics. */
import { defineTexts } from '@attune/core/texts';
import type { Unsealed } from '../../operations/launch/unseal-metrics.ts';
import { cellNumber, table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const texts = defineTexts('cli-unsealed', {
  several: '{metric}: {mean} on average over {runs} runs, standard deviation from seed to seed {deviation}',
  one: '{metric}: {mean} in one run',
  none: 'none of the baseline’s runs has a test metric: report one under a name such as test/error',
  recorded:
    'written into the log: test metrics were seen ({reason}); what is chosen by them is measured by them no longer',
  selecting:
    'left out: {count|trial|trials} {trials}, of a search; results that may have selected a configuration are no evidence for it',
  otherCode:
    'left out: {count|trial|trials} {trials}, which other code made; what code reaches is told by its own runs',
  infeasible:
    '{count} {count|run was|runs were} infeasible ({count|trial|trials} {trials}) and {count|is|are} in no mean: that share is part of what it reaches',
  differing: 'these trials differ in their configuration or training, so that no mean is given',
  trial: 'trial',
  objective: 'objective',
  step: 'at step',
});

export function printUnsealed(unsealed: Unsealed, terminal: Terminal): void {
  const { trials, selecting, otherCode, infeasible, differing, summary, reason } = unsealed;
  const out = (line: string): void => terminal.write(`${line}\n`);
  const names = [...new Set(trials.flatMap(({ metrics }) => Object.keys(metrics)))].toSorted();
  const columns = names.map((metric) => ({
    header: metric,
    cell: ({ metrics }: Unsealed['trials'][number]) => metrics[metric] ?? null,
    align: 'right' as const,
  }));
  terminal.write(
    table(
      [
        { header: texts.trial().text, cell: ({ trial }) => trial },
        { header: texts.objective().text, cell: ({ objective }) => objective },
        { header: texts.step().text, cell: ({ step }) => step },
        ...columns,
      ],
      trials,
      terminal,
    ),
  );
  out('');
  for (const { metric, runs, mean, deviation } of summary) {
    const told = { metric, mean: cellNumber(mean), runs };
    out(deviation === null ? texts.one(told).text : texts.several({ ...told, deviation: cellNumber(deviation) }).text);
  }
  const listed = (of: readonly number[]) => ({ count: of.length, trials: of.join(', ') });
  if (infeasible.length > 0) out(texts.infeasible(listed(infeasible)).text);
  if (selecting.length > 0) out(texts.selecting(listed(selecting)).text);
  if (otherCode.length > 0) out(texts.otherCode(listed(otherCode)).text);
  if (differing) out(texts.differing().text);
  if (names.length === 0) out(texts.none().text);
  out(terminal.colours.dim(texts.recorded({ reason }).text));
}
