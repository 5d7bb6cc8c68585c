/** The file of a proposed round: above each line the finding that asks for it. */
import type { About, Proposal, Reason } from '@attune/core/next';
import { defineTexts } from '@attune/core/texts';
import { schemaLine } from '../../project/project-text.ts';
import { comment, indented, inline, scalar } from '../../project/yaml-text.ts';

export const nextTextTexts = defineTexts('next-text', {
  proposed: 'Proposed by `attune next`: {headline}.',
  before: 'Before it runs:',
  step: '- {step}',
  finding: '{reason} (round {round}, {code}, confidence {confidence}: {headline})',
});

/** Valid for the project of its history; `schema` as in `roundText`. */
export function proposalText({ headline, round, before, reasons }: Proposal, schema?: string): string {
  const { goal, question, scientific, fixed, nuisance, ranges, search, trials, maxSteps, seed, baselineSeeds } = round;
  const why = (wanted: (about: About) => boolean): readonly string[] =>
    reasons.filter(({ about }) => wanted(about)).map((reason) => comment(sentence(reason)));
  const on = (part: About['part'], id?: string) =>
    why(
      (about) =>
        about.part === part && (id === undefined || ('hyperparameter' in about && about.hyperparameter === id)),
    );
  const entry = (id: string, value: unknown): string => `  ${inline(id)}: ${inline(value)}`;
  const lines = [
    comment(nextTextTexts.proposed({ headline: headline.text }).text),
    ...(before.length === 0 ? [] : [comment(nextTextTexts.before().text)]),
    ...before.map(({ text }) => comment(nextTextTexts.step({ step: text }).text)),
    'attune: 1',
    ...on('goal'),
    `goal: ${goal}  # compare | understand | maximize`,
    ...(question === '' ? [] : [`question: ${scalar(question)}`]),
    '',
    ...(scientific.length === 0
      ? []
      : [
          ...on('scientific'),
          'scientific:',
          ...scientific.map(({ hyperparameter: id, values }) =>
            values === undefined ? `  ${inline(id)}:` : entry(id, values),
          ),
        ]),
    ...(fixed.length === 0
      ? []
      : [
          'fixed:',
          ...fixed.flatMap(({ hyperparameter: id, value }) => [
            ...on('fixed', id).map((line) => indented(line)),
            entry(id, value),
          ]),
        ]),
    `nuisance: ${nuisance === 'rest' ? nuisance : inline(nuisance)}`,
    ...(ranges.length === 0
      ? []
      : [
          'ranges:',
          ...ranges.flatMap((one) => [
            ...on('range', one.hyperparameter).map((line) => indented(line)),
            entry(one.hyperparameter, one.kind === 'range' ? one.range : { values: one.values }),
          ]),
        ]),
    '',
    ...on('search'),
    ...(search.kind === 'list'
      ? [
          'search:',
          '  kind: list',
          '  configurations:',
          ...search.configurations.map((configuration) => `    - ${inline(configuration)}`),
        ]
      : [`search: ${search.kind}`]),
    ...on('budget'),
    `budget: { trials: ${trials} }`,
    ...(maxSteps === undefined ? [] : [...on('length'), `max_steps: ${maxSteps}`]),
    ...(seed === undefined ? [] : [`seed: ${seed}`]),
    ...(baselineSeeds === undefined ? [] : [...on('baseline'), `baseline_seeds: ${baselineSeeds}`]),
  ];
  return `${schemaLine(schema)}${lines.join('\n')}\n`;
}

/** A reason with its finding. */
export function sentence({ message, finding }: Reason): string {
  if (finding === undefined) return message.text;
  const { round, code, confidence, headline } = finding;
  const told = { reason: message.text, round, code, confidence: Math.round(100 * confidence) / 100 };
  return nextTextTexts.finding({ ...told, headline: headline.text }).text;
}
