/** Prints what a round would run. */
import { lengthText } from '@attune/core/design';
import { rounded } from '@attune/core/numeric';
import { defineTexts } from '@attune/core/texts';
import type { RunPlan } from '../../operations/run/plan.ts';
import { duration } from '../duration.ts';
import { table, type Column } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { printItem } from './round-plan-printed.ts';

const texts = defineTexts('cli-run-plan', {
  title: 'Round {round} ({goal}): {question}',
  study: '{name}: {trials} {trials|trial|trials} by {search}',
  baseline: 'baseline: {trials} {trials|trial|trials} of one configuration, each with another seed',
  size: '{trials} {trials|trial|trials} of {each}, {slots} at a time: {all} of training in all',
  sizeLeft:
    '{trials} {trials|trial|trials} of {each}, {slots} at a time; {ended} {ended|has|have} ended, and {all} of training are left',
  byTrials:
    'about {time}: {seconds} s a trial, as {count} earlier {count|trial|trials} took with start-up, evaluations and failed attempts',
  byCheck:
    'about {time}, if all goes well: {seconds} s a trial ({training}). `attune check` measured one run alone: several at a time, other configurations and failed attempts take longer',
  started: '{start} s to start, then {step} s per {unit}',
  unstarted: '{step} s per {unit}; start-up was not measured and comes on top: `attune check` measures it',
  noTime:
    'how long it takes is not known: nothing has been measured yet. `attune check` tries the program for a minute at most, and measures start-up and the time per {unit}',
  over: '{trials} {trials|trial|trials}, and nothing is left to run',
  caveat: '{hyperparameter} is fixed at {value}: conclusions hold for that value only',
  moreStudies: '… and {count} more: --json shows every point',
  studyColumn: 'study',
});

type Plan = RunPlan;
type Point = Plan['studies'][number]['points'][number];

/** Points of a study that are listed. */
const listed = 12;

export function printPlan(round: number, plan: Plan, terminal: Terminal): void {
  const { bold, dim } = terminal.colours;
  const out = (line: string): void => terminal.write(`${line}\n`);
  out(bold(texts.title({ round, goal: plan.goal, question: plan.question }).text));
  for (const study of plan.studies) {
    out('');
    out(study.purpose === 'baseline' ? texts.baseline(study).text : texts.study(study).text);
    const points = study.purpose === 'baseline' ? study.points.slice(0, 1) : study.points.slice(0, listed);
    terminal.write(table(pointColumns(study.points), points, terminal));
    const hidden = study.points.length - points.length;
    if (hidden > 0 && study.purpose === 'search') out(dim(texts.moreStudies({ count: hidden }).text));
  }
  out('');
  for (const { hyperparameter, value } of plan.caveats) {
    out(dim(texts.caveat({ hyperparameter, value: String(value) }).text));
  }
  for (const text of planCostTexts(plan)) printItem(terminal, text, '');
}

function pointColumns(points: readonly Point[]): readonly Column<Point>[] {
  const names = [...new Set(points.flatMap((point) => Object.keys(point)))];
  return names.map((name) => ({
    header: name,
    cell: (point) => {
      const value = point[name];
      return typeof value === 'number' ? value : value === undefined ? null : String(value);
    },
  }));
}

/** How much it is, and how long it takes as far as that is known. */
export function planCostTexts(plan: Plan): readonly string[] {
  const { trials, ended, slots, stepsEach, steps, stepUnit: unit } = plan;
  if (steps === 0) return [texts.over({ trials }).text];
  const size = { trials, slots, each: lengthText(stepsEach, unit), all: lengthText(steps, unit) };
  return [(ended === 0 ? texts.size(size) : texts.sizeLeft({ ...size, ended })).text, timeText(plan)];
}

function timeText(plan: Plan): string {
  const { hours, trialSeconds, startSeconds, stepSeconds, measuredTrials, stepUnit: unit } = plan;
  if (hours === null || trialSeconds === null || stepSeconds === null) return texts.noTime({ unit }).text;
  const time = duration(hours * 3_600_000);
  const seconds = rounded(trialSeconds);
  if (measuredTrials !== null) return texts.byTrials({ time, seconds, count: measuredTrials }).text;
  const step = rounded(stepSeconds);
  const training =
    startSeconds === null
      ? texts.unstarted({ step, unit })
      : texts.started({ start: rounded(startSeconds), step, unit });
  return texts.byCheck({ time, seconds, training: training.text }).text;
}
