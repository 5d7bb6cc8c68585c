/** The text of a new `attune.yaml`: commented, valid, and short enough to be read in one go. */
import { find, flatten, printSpace, type Configuration, type Identity, type Space } from '@attune/core/space';
import type { ExampleCounts, MetricSource, Objective } from '@attune/core/study';
import { aligned, comment, indented, inline, scalar } from './yaml-text.ts';

/** What is known of a project that is to begin. */
export interface ProjectDraft {
  /** Left out where it is the folder's name. */
  readonly name?: string;
  readonly command: string | readonly string[];
  readonly setup?: string;
  readonly objective: Objective;
  readonly maxSteps: number;
  readonly stepUnit: string;
  readonly evalEvery?: number;
  /** As written in the file: `2h`. */
  readonly timeLimit?: string;
  readonly metrics: MetricSource;
  readonly space: Space;
  readonly baseline: Configuration;
  /** Baseline values of branches that the baseline does not take. */
  readonly inactive?: Configuration;
  /** Where a range, or a choice, comes from, by identity: a comment beside it. One line each. */
  readonly notes?: Readonly<Record<Identity, string>>;
  /** Where a starting value comes from, by identity. One line each. */
  readonly baselineNotes?: Readonly<Record<Identity, string>>;
  readonly examples?: ExampleCounts;
  /** Trials at a time. */
  readonly slots?: number;
  /** Where editors find the schema: a path relative to the file, or an address; without it the file names none. */
  readonly schema?: string;
}

/** The file's text. `readProject` reads it as exactly this project. */
export function projectText(draft: ProjectDraft): string {
  const { objective, baseline, inactive = {}, examples = {} } = draft;
  const parts = [
    `${schemaLine(draft.schema)}attune: 1`,
    draft.name === undefined ? '' : `name: ${inline(draft.name)}`,
    `${comment('What a trial is judged by: its best value over training.')}\nobjective: ${inline(objective)}`,
    trainText(draft),
    metricsText(draft.metrics),
    `${comment('What can be searched. Rounds may narrow or widen these ranges; this file keeps them.')}\nhyperparameters:\n${indented(spaceText(draft))}`,
    `${comment('The best configuration adopted so far: every round compares with it. Change it once a round has shown a better one.')}\nbaseline:\n${indented(baselineText(draft.space, { ...baseline, ...inactive }, draft.baselineNotes ?? {}))}`,
    Object.keys(examples).length === 0
      ? ''
      : `${comment('How much data there is: gives a rate its sampling error, and chance.')}\nexamples: ${inline(examples)}`,
    draft.slots === undefined ? '' : `${comment('Trials at a time.')}\nresources: ${inline({ slots: draft.slots })}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The comment from which editors know the schema, on a line of its own; nothing without one. */
export function schemaLine(schema: string | undefined): string {
  return schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n`;
}

/** The field `metrics` of the project file, without a comment. */
export function metricsBlock({ from, pattern, rename, trainLoss }: MetricSource): string {
  const lines = [
    `from: ${from}`,
    ...(pattern === undefined ? [] : [`pattern: ${literal(pattern)}`]),
    ...(Object.keys(rename).length === 0 ? [] : [`rename: ${inline(rename)}`]),
    ...(trainLoss === undefined ? [] : [`train_loss: ${inline(trainLoss)}`]),
  ];
  return `metrics:\n${indented(lines.join('\n'))}`;
}

/** In single quotes, in which YAML leaves backslashes as they are; what it would not keep so is in double quotes. */
function literal(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? `'${text.replaceAll("'", "''")}'` : inline(text);
}

function trainText(draft: ProjectDraft): string {
  const { stepUnit, evalEvery, setup, timeLimit } = draft;
  const entries = [
    { text: `command: ${typeof draft.command === 'string' ? scalar(draft.command) : inline(draft.command)}` },
    ...(setup === undefined ? [] : [{ text: `setup: ${scalar(setup)}`, note: 'shell lines run before the command' }]),
    { text: `max_steps: ${draft.maxSteps}`, note: 'every trial trains this long; never searched' },
    { text: `step: ${inline(stepUnit)}`, note: 'what one step is' },
    ...(evalEvery === undefined
      ? []
      : [{ text: `eval_every: ${evalEvery}`, note: 'evaluate at regular steps, handed over as ATTUNE_EVAL_EVERY' }]),
    ...(timeLimit === undefined
      ? []
      : [{ text: `time_limit: ${inline(timeLimit)}`, note: 'the longest for one trial' }]),
  ];
  const heading = comment('How one trial is trained; the command runs in this folder, without a shell.');
  return `${heading}\ntrain:\n${indented(aligned(entries))}`;
}

function metricsText(source: MetricSource): string {
  const { from, rename, trainLoss } = source;
  if (from === 'file' && Object.keys(rename).length === 0 && trainLoss === undefined) {
    return comment(
      'Measurements are JSON lines in the file metrics.jsonl of ATTUNE_DIR: {"step": 100, "valid/loss": 0.3}\nTo read what the program prints instead, write metrics: { from: stdout }.',
    );
  }
  return `${comment('Where measurements come from, and what the program’s names become (split/name).')}\n${metricsBlock(source)}`;
}

function spaceText({ space, notes = {} }: ProjectDraft): string {
  return mappingText(printSpace(space), '', notes);
}

/** Definitions one a line; choices as blocks with a line for each branch and each of its children. */
function mappingText(
  mapping: Readonly<Record<string, unknown>>,
  prefix: string,
  notes: Readonly<Record<Identity, string>>,
): string {
  const lines: { text: string; note?: string }[] = [];
  const blocks: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) blocks.push(aligned(lines.splice(0)));
  };
  for (const [name, body] of Object.entries(mapping)) {
    const id = `${prefix}${name}`;
    const note = notes[id];
    if (isMapping(body) && isMapping(body['choices'])) {
      flush();
      blocks.push(choiceText(name, id, body, body['choices'], notes));
    } else lines.push({ text: `${name}: ${inline(body)}`, ...(note === undefined ? {} : { note }) });
  }
  flush();
  return blocks.join('\n');
}

function choiceText(
  name: string,
  id: Identity,
  definition: Readonly<Record<string, unknown>>,
  choices: Readonly<Record<string, unknown>>,
  notes: Readonly<Record<Identity, string>>,
): string {
  const note = notes[id];
  const others = Object.entries(definition).filter(([field]) => field !== 'choices');
  const rest = others.map(([field, value]) => `${field}: ${inline(value)}`);
  const branches = Object.entries(choices).map(([label, branch]) => {
    const key = inline(label);
    if (!isMapping(branch)) return `${key}:`;
    const inside = `${id}=${label}/`;
    if ('value' in branch && !isMapping(branch['value'])) {
      const children = branch['with'];
      if (!isMapping(children)) return `${key}: ${inline({ value: branch['value'] })}`;
      return `${key}:\n${indented(`value: ${inline(branch['value'])}\nwith:\n${indented(mappingText(children, inside, notes))}`)}`;
    }
    return `${key}:\n${indented(mappingText(branch, inside, notes))}`;
  });
  const body = [...rest, `choices:\n${indented(branches.join('\n'))}`].join('\n');
  return `${name}:${note === undefined ? '' : `  # ${note}`}\n${indented(body)}`;
}

function baselineText(space: Space, values: Configuration, notes: Readonly<Record<Identity, string>>): string {
  const entries = flatten(space).flatMap(({ hyperparameter: { id, name } }) => {
    const value = values[id];
    if (value === undefined) return [];
    const key = find(space, name).length === 1 ? name : id;
    const note = notes[id];
    return [{ text: `${inline(key)}: ${inline(value)}`, ...(note === undefined ? {} : { note }) }];
  });
  return aligned(entries);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
