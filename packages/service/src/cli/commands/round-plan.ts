/** `attune round plan`: a round looked over before anything runs. */
import { defineTexts } from '@attune/core/texts';
import { roundPlan } from '../../operations/design/plan.ts';
import type { DesignDocument } from '../../operations/design/plan-document.ts';
import type { RunPlan } from '../../operations/run/plan.ts';
import { defineCommand } from '../command.ts';
import { table } from '../table.ts';
import { planCostTexts } from './run-plan.ts';
import { printAdvice, printItem } from './round-plan-printed.ts';

const texts = defineTexts('cli-round-plan', {
  summary: 'say what a round would do, cost and conclude, and give advice',
  explanation:
    'Reads a round file and runs nothing: its studies and trials, what they cost as far as the time of a step was measured ' +
    '(`attune check`, or earlier trials), what the conclusion will cover and what it will not, and what is doubtful about ' +
    'the design, each thing with its reason and what to do instead.',
  round: 'number, name or file of the round; default: the unfinished one, else the next that has not run',
  exampleNext: 'the next round',
  exampleJson: 'advice for a script: warnings of round 2',
  title: 'Round {round} {name} ({goal}): {question}',
  untitled: 'Round {round} {name} ({goal})',
  stored: 'it has run before and is {status}: this is what its file says',
  study: 'study',
  trials: 'trials',
  each: 'a value',
  search: 'search',
  tuned: 'tuned',
  baseline: 'baseline, other seeds',
  covers: 'The conclusion will say:',
  excludes: 'It will not say anything of:',
  run: 'Nothing has run. `attune run {round}` runs it.',
});

export const roundPlanCommand = defineCommand({
  name: 'round plan',
  operation: roundPlan,
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [{ property: 'round', type: 'text', required: false, describe: texts.round(), complete: 'round' }],
  options: [],
  examples: [
    { command: 'attune round plan', describe: texts.exampleNext() },
    {
      command: `attune round plan 2 --json | jq '.design.advice[] | select(.severity == "warning")'`,
      describe: texts.exampleJson(),
    },
  ],
  more: 'docs/cli.md#round-plan',
  print: (result, terminal) => {
    const { bold, dim, yellow } = terminal.colours;
    const { plan, design, round, name } = result;
    const out = (line: string): void => terminal.write(`${line}\n`);
    const { goal, question } = plan;
    out(
      bold(
        (question === '' ? texts.untitled({ round, name, goal }) : texts.title({ round, name, goal, question })).text,
      ),
    );
    if (result.stored !== null) out(dim(texts.stored({ status: result.stored }).text));
    for (const note of result.notes) printItem(terminal, note, '! ', yellow);
    out('');
    const baseline = plan.studies.filter(({ purpose }) => purpose === 'baseline');
    const rows = [
      ...baseline.map((study) => ({
        study: texts.baseline().text,
        trials: study.trials,
        each: study.trials,
        search: '',
        tuned: '',
      })),
      ...design.parts.map((part) => ({
        study: [part.study, ...apart(part)].join(', '),
        trials: trialsOf(part, plan),
        each: Math.floor(part.trials),
        search: plan.studies.find((study) => study.name === part.study)?.search ?? '',
        tuned: part.nuisance.join(', '),
      })),
    ];
    terminal.write(
      table(
        [
          { header: texts.study().text, cell: (row) => row.study, least: 20 },
          { header: texts.trials().text, cell: (row) => row.trials, align: 'right' },
          // Of a joint study: what each of the values compared can expect, if there are several.
          ...(rows.some(({ each, trials }) => each < trials - 1)
            ? [{ header: texts.each().text, cell: (row: (typeof rows)[number]) => row.each, align: 'right' as const }]
            : []),
          { header: texts.search().text, cell: (row) => row.search, drop: 1 },
          { header: texts.tuned().text, cell: (row) => row.tuned, least: 24 },
        ],
        rows,
        terminal,
      ),
    );
    out('');
    for (const text of planCostTexts(plan)) printItem(terminal, text, '');
    for (const [heading, items] of [
      [texts.covers(), design.covers],
      [texts.excludes(), design.excludes],
    ] as const) {
      if (items.length === 0) continue;
      out(`\n${bold(heading.text)}`);
      for (const item of items) printItem(terminal, item, '- ');
    }
    out('');
    printAdvice(design.advice, terminal);
    if (result.stored === null) out(`\n${dim(texts.run({ round }).text)}`);
  },
});

type Part = DesignDocument['parts'][number];

/** The points of its study that lie in its branches. */
function trialsOf({ study: name, branches }: Part, { studies }: RunPlan): number {
  const points = studies.find((study) => study.name === name)?.points ?? [];
  const within = Object.entries(branches);
  return points.filter((point) => within.every(([id, label]) => point[id] === undefined || point[id] === label)).length;
}

/** The branches of a part that its study's name does not tell. */
function apart({ study, branches }: Part): readonly string[] {
  const known = study.split(', ');
  return Object.entries(branches)
    .map(([id, label]) => `${id}=${label}`)
    .filter((branch) => !known.includes(branch));
}
