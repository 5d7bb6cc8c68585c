/** Prints what a round would run. */
import { defineTexts } from '@attune/core/texts';
import type { RunPlan } from '../../operations/run-plan.ts';
import { duration } from '../duration.ts';
import { cellNumber, table, type Column } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const texts = defineTexts('cli-run-plan', {
  title: 'Round {round} ({goal}): {question}',
  study: '{name}: {trials} {trials|trial|trials} by {search}',
  baseline: 'baseline: {trials} {trials|trial|trials} of one configuration, each with another seed',
  size: '{trials} {trials|trial|trials}, {steps} steps in all, {slots} at a time',
  time: 'about {time}, from {seconds} s a step as measured by {by}',
  noTime: 'how long it takes is not known yet: `attune check` measures the time of a step',
  attempts: 'earlier trials',
  check: '`attune check`',
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
  out(texts.size(plan).text);
  out(planTimeText(plan));
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

/** How long it takes, as far as that is known. */
export function planTimeText(plan: Plan): string {
  if (plan.hours === null || plan.stepSeconds === null) return texts.noTime().text;
  const by = plan.measuredBy === 'check' ? texts.check().text : texts.attempts().text;
  return texts.time({ time: duration(plan.hours * 3_600_000), seconds: cellNumber(plan.stepSeconds), by }).text;
}
