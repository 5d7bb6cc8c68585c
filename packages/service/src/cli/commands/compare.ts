/** `attune compare`: whether a change should be adopted. */
import type { Static } from 'typebox';
import { defineTexts } from '@attune/core/texts';
import { compare } from '../../operations/compare/compare.ts';
import { defineCommand } from '../command.ts';
import { cellNumber, table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { printItem } from './round-plan-printed.ts';

const texts = defineTexts('cli-compare', {
  summary: 'run two configurations with fresh seeds, and say which to keep',
  explanation:
    'The best trial of a search was lucky, so its result is no evidence that it beats the baseline. compare runs both again, ' +
    'pair by pair, each pair under one fresh seed, and stops as soon as the answer is clear or the seeds are spent. It ' +
    'recommends to adopt the change, to reject it, or to gather more evidence; `attune launch` then adopts it.',
  rule:
    'A change that adds complexity is adopted where its interval lies above 0: wrong in at most 5 % of comparisons without a ' +
    'difference, however often one looks, where noise is about normal. That holds for each comparison: the more of them, the ' +
    'likelier one is wrong. A change that adds none is adopted at P(better) ≥ 0.75.',
  again:
    'After Ctrl-C or a crash the same command goes on. It also goes on with a larger --seeds-max: a budget may be raised ' +
    'after looking, without costing any certainty.',
  candidate: 'number of a trial, or values that differ from the baseline, such as lr=0.1,momentum=0.9',
  baseline: 'likewise; default: the baseline of attune.yaml',
  complexity: 'whether the change makes training more complicated; default: as it was begun, else as the space tells',
  note: 'what the change costs in complexity, for the record',
  seedsMax: 'pairs of runs at most; default: as it was begun, else 10',
  slots: 'trials at a time',
  afresh: 'begin a new comparison though there is one of these two',
  retryFailed: 'give runs that have failed another try',
  dryRun: 'run nothing; say how the comparison stands',
  exampleTrial: 'is trial 17 really better than the baseline?',
  exampleValues: 'two settings, neither of which needs a trial',
  exampleMore: 'go on with up to 20 pairs',
  heading: '{candidate} against {baseline} by {metric}',
  adopt: 'adopt',
  reject: 'reject',
  more: 'more evidence',
  verdict: '{word}: {reason}',
  effect:
    'effect {effect}, 90 % interval {low} to {high} (positive is better); P(better) {p}; better in {ahead} of {pairs} pairs',
  early: 'effect {effect} (positive is better) in {pairs} {pairs|pair|pairs}',
  infeasible:
    'infeasible runs: {own} of {candidate}, {other} of {baseline} (between {low} and {high} percentage points more); they count as worse than all others, and have no part in the effect',
  lost: '{lost} {lost|pair was|pairs were} lost to failures and {lost|counts|count} for nothing: --retry-failed gives them another try',
  adds: 'this change adds complexity',
  none: 'this change adds no complexity',
  guess: '{says} (--complexity none or adds says otherwise)',
  selected:
    'the result that selected the candidate, {value} in trial {trial}, was the best of {among}: optimistic, and no evidence here',
  ranked:
    'the result that selected the candidate, {value} in trial {trial}, had rank {rank} of {among}; it is no evidence here',
  warning: 'warning: {warning}',
  trialVariation: 'from seed to seed: {own} ({candidate}), {other} ({baseline})',
  studyVariation:
    'from one search of {of} trials to another, their best: {deviation} ({searches} searches under other seeds)',
  studyDraws:
    'from one search of {of} trials to another, their best: {deviation} (drawn from the one search there is: none of this design was repeated under another seed)',
  dataVariation:
    'from one set of {of} validation examples to another: {deviation} (each judged on examples of its own)',
  variation: 'standard deviations of what varies:',
  caveat: 'this holds for these two configurations; another search may end at others',
  seed: 'seed',
  candidateColumn: 'candidate',
  baselineColumn: 'baseline',
  otherColumn: 'the other',
  launch: 'to adopt it: {command}',
  notBaseline: 'it was not compared with the baseline of today: `attune compare {word}` does, and can be launched',
  counted:
    'these two have been compared {comparisons} times, this time included: up to 5 % of wrong adoptions hold for each of them, not for the best of them',
  goOn: 'to go on: {command}',
  planned: 'nothing has run yet; up to {pairs} pairs would',
  paused: 'the comparison is paused. {note}',
  hyperparameter: 'hyperparameter',
});

type Result = Static<typeof compare.result>;

/** Characters of a column's name. */
const longestName = 24;

export const compareCommand = defineCommand({
  name: 'compare',
  operation: compare,
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.rule(), texts.again()],
  arguments: [
    { property: 'candidate', type: 'text', required: true, describe: texts.candidate(), complete: 'trial' },
    { property: 'baseline', type: 'text', required: false, describe: texts.baseline(), complete: 'trial' },
  ],
  options: [
    { flag: '--complexity', type: 'text', value: 'which', describe: texts.complexity(), choices: ['none', 'adds'] },
    { flag: '--note', type: 'text', value: 'text', describe: texts.note() },
    { flag: '--seeds-max', type: 'integer', value: 'n', describe: texts.seedsMax() },
    { flag: '--slots', type: 'integer', value: 'n', describe: texts.slots() },
    { flag: '--again', type: 'switch', describe: texts.afresh() },
    { flag: '--retry-failed', type: 'switch', describe: texts.retryFailed() },
    { flag: '--dry-run', short: '-n', type: 'switch', describe: texts.dryRun() },
  ],
  examples: [
    { command: 'attune compare 17', describe: texts.exampleTrial() },
    { command: 'attune compare lr=0.1,momentum=0.9 12', describe: texts.exampleValues() },
    { command: 'attune compare 17 --seeds-max 20', describe: texts.exampleMore() },
  ],
  more: 'docs/cli.md#compare',
  print: printComparison,
  outcome: ({ status }) => (status === 'paused' ? 'unsatisfied' : 'ok'),
});

function printComparison(result: Result, terminal: Terminal): void {
  const { bold, dim, yellow } = terminal.colours;
  const out = (line: string): void => terminal.write(`${line}\n`);
  const { candidate, baseline, metric } = result;
  out(bold(texts.heading({ candidate: candidate.label, baseline: baseline.label, metric }).text));
  printTables(result, terminal);
  if (result.round === null) {
    out(dim(texts.planned({ pairs: result.pairsMax }).text));
    return;
  }
  printItem(terminal, texts.verdict({ word: wordOf(result).text, reason: result.reason }).text, '', bold);
  for (const line of factsOf(result)) printItem(terminal, line, '');
  const warning = result.selected?.warning ?? null;
  if (warning !== null) printItem(terminal, texts.warning({ warning }).text, '', yellow);
  printVariation(result, terminal);
  if (result.status === 'paused') printItem(terminal, texts.paused({ note: result.pauseNote }).text, '', yellow);
  // With a command, which is to be copied whole.
  const next = nextStep(result);
  if (next !== null) out(next);
}

function wordOf({ recommendation }: Result) {
  switch (recommendation) {
    case 'adopt':
      return texts.adopt();
    case 'reject':
      return texts.reject();
    case 'more-evidence':
      return texts.more();
  }
}

function printTables({ candidate, baseline, difference, runs }: Result, terminal: Terminal): void {
  const cell = (value: string | number | boolean | null) =>
    typeof value === 'number' || value === null ? value : String(value);
  const columns = namesOf({ candidate, baseline });
  terminal.write(
    table(
      [
        { header: texts.hyperparameter().text, cell: ({ hyperparameter }) => hyperparameter },
        { header: columns[0], cell: (row) => cell(row.candidate), align: 'right' },
        { header: columns[1], cell: (row) => cell(row.baseline), align: 'right' },
      ],
      difference,
      terminal,
    ),
  );
  terminal.write('\n');
  if (runs.length === 0) return;
  terminal.write(
    table(
      [
        { header: texts.seed().text, cell: ({ seed }) => String(seed), align: 'right' },
        { header: columns[0], cell: (row) => row.candidate.value ?? row.candidate.result, align: 'right' },
        { header: columns[1], cell: (row) => row.baseline.value ?? row.baseline.result, align: 'right' },
      ],
      runs,
      terminal,
    ),
  );
  terminal.write('\n');
}

/** What the two are called: the words they were given in, where these are short enough for a column. */
function namesOf({ candidate, baseline }: Pick<Result, 'candidate' | 'baseline'>): readonly [string, string] {
  const short = (label: string, otherwise: string): string => (label.length <= longestName ? label : otherwise);
  return [
    short(candidate.label, texts.candidateColumn().text),
    short(baseline.label, (baseline.label === 'baseline' ? texts.baselineColumn() : texts.otherColumn()).text),
  ];
}

function factsOf(result: Result): readonly string[] {
  const { effect, interval, better, pairs, ahead, infeasible, lessReliable, lost, selected } = result;
  const lines: string[] = [];
  if (effect !== null && interval !== null && better !== null) {
    const { low, high } = interval;
    const told = { effect: cellNumber(effect), low: cellNumber(low), high: cellNumber(high), p: cellNumber(better) };
    lines.push(texts.effect({ ...told, ahead, pairs }).text);
  } else if (effect !== null) lines.push(texts.early({ effect: cellNumber(effect), pairs }).text);
  const [own, other] = namesOf(result);
  if (lessReliable !== null) {
    const [low, high] = [lessReliable.low, lessReliable.high].map((share) => Math.round(100 * share));
    const counts = { own: infeasible.candidate, other: infeasible.baseline, candidate: own, baseline: other };
    lines.push(texts.infeasible({ ...counts, low: low ?? 0, high: high ?? 0 }).text);
  }
  if (lost > 0) lines.push(texts.lost({ lost }).text);
  const says = (result.complexity === 'adds' ? texts.adds() : texts.none()).text;
  // Once a pair has been judged it stays.
  lines.push(pairs === 0 ? texts.guess({ says }).text : says);
  if (result.comparisons > 1) lines.push(texts.counted(result).text);
  if (selected !== null && selected.among > 1) {
    const told = { ...selected, value: cellNumber(selected.value) };
    lines.push((selected.rank === 1 ? texts.selected(told) : texts.ranked(told)).text);
  }
  return lines;
}

function printVariation(result: Result, terminal: Terminal): void {
  const { dim } = terminal.colours;
  const lines = variationOf(result);
  if (lines.length === 0) return;
  terminal.write(`${dim(texts.variation().text)}\n`);
  for (const line of lines) printItem(terminal, line, '  ', dim);
  printItem(terminal, texts.caveat().text, '', dim);
}

function variationOf(result: Result): readonly string[] {
  const { candidate, baseline } = result.variation;
  const names = namesOf(result);
  const { study } = candidate;
  const data = candidate.data ?? baseline.data;
  const lines: string[] = [];
  if (candidate.trial !== null && baseline.trial !== null) {
    const deviations = { own: cellNumber(candidate.trial.deviation), other: cellNumber(baseline.trial.deviation) };
    const told = { ...deviations, candidate: names[0], baseline: names[1] };
    lines.push(texts.trialVariation(told).text);
  }
  if (study !== null) {
    const { of, from, searches } = study;
    const told = { of, deviation: cellNumber(study.deviation) };
    const said = from === 'repeats' ? texts.studyVariation({ ...told, searches }) : texts.studyDraws(told);
    lines.push(said.text);
  }
  if (data !== null) {
    lines.push(texts.dataVariation({ of: data.of, deviation: cellNumber(data.deviation) }).text);
  }
  return lines;
}

function nextStep({ candidate, recommendation, next }: Result): string | null {
  if (recommendation === 'adopt') {
    const word = candidate.trial === null ? candidate.label : String(candidate.trial);
    return next === null ? texts.notBaseline({ word }).text : texts.launch({ command: next }).text;
  }
  return next === null ? null : texts.goOn({ command: next }).text;
}
