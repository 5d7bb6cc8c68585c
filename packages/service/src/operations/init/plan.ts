/** From answers to the texts of a new project's files, without touching any: a pure function of the input. */
import { AttuneError, type Issue } from '@attune/core/errors';
import { nothingKnown } from '@attune/core/design';
import { flatten, printSpace, type Identity } from '@attune/core/space';
import type { MetricSource, Objective } from '@attune/core/study';
import type { Message } from '@attune/core/texts';
import { parseCommand } from '../../protocol/index.ts';
import {
  parseProject,
  parseYaml,
  projectFileName,
  projectSchemaName,
  projectText,
  roundSchemaName,
} from '../../project/index.ts';
import { planBaseline, type Offer } from './baseline.ts';
import { guessDirection } from './direction.ts';
import type { InitInput } from './input.ts';
import { planSpace, type PlannedSpace } from './space.ts';
import { initTexts } from './texts.ts';
import { wire } from './wiring.ts';
import type { RoundNewInput } from '../design/new-input.ts';
import { planNewRound } from '../design/new-plan.ts';

/** Where the first round is written, from the project's folder. */
export const firstRoundFile = 'rounds/01-first.yaml';

export interface InitPlan {
  readonly projectText: string;
  readonly roundText: string;
  readonly ranges: readonly OfferedRange[];
  readonly offers: readonly Offer[];
  readonly notes: readonly Message[];
}

/** A range that the user did not write, on one line. */
export interface OfferedRange {
  readonly hyperparameter: Identity;
  readonly range: string;
  readonly source: string;
}

/** Where the new files stand. */
export interface Surroundings {
  /** Name of the project's folder: the project's name where none is given. */
  readonly folder: string;
  /** The folder of the published schemas, from the project's folder; undefined where editors could not find it. */
  readonly schemas: string | undefined;
}

/** Throws `invalid` with everything that is missing or wrong. */
export function planProject(input: InitInput, { folder, schemas }: Surroundings): InitPlan {
  const issues: Issue[] = [];
  const direction = input.direction ?? guessDirection(input.metric);
  if (direction === undefined) issues.push(issue(initTexts.direction({ metric: input.metric })));
  const { problems } = parseCommand(input.command);
  issues.push(...problems.map(issue));
  const planned = planSpace(input);
  issues.push(...planned.issues);
  const begun = planned.issues.length === 0 ? planBaseline(planned, input) : undefined;
  issues.push(...(begun?.issues ?? []));
  if (issues.length > 0 || direction === undefined || begun === undefined) throw refused(issues);
  const { baseline, offers } = begun;

  const switches = flatten(planned.space).some(({ hyperparameter }) => hyperparameter.kind === 'boolean');
  const wiring = wire(input.command, input.scriptHelp, switches);
  const objective: Objective = { metric: input.metric, direction };
  const metrics = metricsOf(input);
  const project = projectText({
    command: wiring.command,
    objective,
    maxSteps: input.maxSteps,
    stepUnit: input.stepUnit ?? 'step',
    metrics,
    space: planned.space,
    baseline,
    notes: planned.sources,
    baselineNotes: Object.fromEntries(offers.map(({ hyperparameter, source }) => [hyperparameter, source])),
    ...(input.validExamples === undefined ? {} : { examples: { valid: input.validExamples } }),
    ...(schemas === undefined ? {} : { schema: `${schemas}/${projectSchemaName}` }),
  });
  const schema = schemas === undefined ? {} : { schema: `../${schemas}/${roundSchemaName}` };
  const round = firstRoundText(project, folder, firstRound(planned, input), schema);
  return {
    projectText: project,
    roundText: round,
    ranges: rangesOf(planned),
    offers,
    notes: [
      ...(input.direction === undefined ? [initTexts.directionGuessed({ direction, metric: input.metric })] : []),
      ...wiring.notes,
      ...planned.notes,
      ...begun.notes,
      metricsNote(metrics, input.metric),
    ],
  };
}

function rangesOf({ space, sources }: PlannedSpace): readonly OfferedRange[] {
  return flatten(space).flatMap(({ hyperparameter }) => {
    const source = sources[hyperparameter.id];
    if (source === undefined || hyperparameter.kind === 'choice') return [];
    const { range, values, scale, off } = { ...printSpace({ hyperparameters: [hyperparameter] })[hyperparameter.name] };
    const shown = [
      ...(off === undefined ? [] : [`${JSON.stringify(off)} or`]),
      listed(range ?? values),
      ...(typeof scale === 'string' ? [scale] : []),
    ];
    return [{ hyperparameter: hyperparameter.id, range: shown.join(' '), source }];
  });
}

/** `[1e-5, 0.1]` */
function listed(values: unknown): string {
  const short = (value: unknown): string =>
    typeof value === 'number' && value !== 0 && Math.abs(value) < 0.01 ? value.toExponential() : String(value);
  return Array.isArray(values) ? `[${values.map(short).join(', ')}]` : '';
}

/** Compares optimisers where there are several; else explores, everything being tuned that the budget tunes. */
function firstRound({ optimizers, optimizerChoice }: PlannedSpace, input: InitInput): RoundNewInput {
  const budget = input.trials === undefined ? {} : { trials: input.trials };
  if (optimizerChoice !== undefined && optimizers.length > 1) {
    const question = initTexts.optimizerQuestion().text;
    return { goal: 'compare', question, scientific: [optimizerChoice], ...budget };
  }
  const question = initTexts.question({ metric: input.metric }).text;
  return { goal: 'maximize', question, trials: firstTrials, ...budget };
}

/** Of a round that explores: more than a study's usual number, as nothing is known of its ranges. */
const firstTrials = 24;

/**
 * The round as `round new` would write it, for a project that can be read: what the flags got wrong shows here, under its
 * own name.
 */
function firstRoundText(
  text: string,
  folder: string,
  round: RoundNewInput,
  schema: { readonly schema?: string },
): string {
  try {
    const { project } = parseProject(parseYaml(text, projectFileName), folder);
    return planNewRound(round, { project, number: 1, known: nothingKnown, ...schema }).text;
  } catch (error) {
    if (!(error instanceof AttuneError) || error.code !== 'invalid') throw error;
    // Lines of files that do not exist would only confuse.
    throw refused(error.issues.map(({ message, path }) => ({ message, path })));
  }
}

function metricsOf({ from = 'file', pattern, rename = {} }: InitInput): MetricSource {
  return { from, rename, ...(pattern === undefined ? {} : { pattern }) };
}

function metricsNote({ from, pattern, rename }: MetricSource, metric: string): Message {
  if (pattern !== undefined) return initTexts.patternMetrics();
  const printed = (name: string): string => Object.entries(rename).find(([, stored]) => stored === name)?.[0] ?? name;
  const example = JSON.stringify({ [printed('step')]: 100, [printed(metric)]: 0.31 });
  return from === 'file' ? initTexts.fileMetrics({ example }) : initTexts.stdoutMetrics({ example });
}

function refused(issues: readonly Issue[]): AttuneError {
  return new AttuneError('invalid', initTexts.refused({ count: issues.length }), { issues });
}

function issue(message: Message): Issue {
  return { message, path: [] };
}
