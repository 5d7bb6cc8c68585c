/** The search space of a new project: optimisers with their hyperparameters, named ranges, and ranges from practice. */
import type { Issue } from '@attune/core/errors';
import {
  flatten,
  guessMeaning,
  isOptimizerName,
  nearest,
  optimizerNames,
  optimizerSources,
  optimizerSpace,
  parseSpace,
  printSpace,
  type Identity,
  type Meaning,
  type OptimizerName,
  type Space,
} from '@attune/core/space';
import type { Message } from '@attune/core/texts';
import type { InitInput } from './input.ts';
import { knownRange, type KnownRange } from './practice.ts';
import { offeredOptimizers, optimizerFlag, scriptChoice } from './optimizer-choice.ts';
import { initTexts } from './texts.ts';
import type { ScriptFlag } from '../script-help/flag.ts';
import { flagNamed, isNegation } from '../script-help/lookup.ts';

export interface PlannedSpace {
  readonly space: Space;
  /** Where each range comes from, by identity; absent for what the user gave. */
  readonly sources: Readonly<Record<Identity, string>>;
  /** The optimisers that were named. */
  readonly optimizers: readonly OptimizerName[];
  /** The identity of the choice among them; undefined where there is none. */
  readonly optimizerChoice: Identity | undefined;
  readonly notes: readonly Message[];
  readonly issues: readonly Issue[];
}

/** Puts the space together; everything that is wrong is an issue, and the space holds the rest. */
export function planSpace(input: InitInput): PlannedSpace {
  const issues: Issue[] = [];
  const notes: Message[] = [];
  const report = (message: Message): void => void issues.push({ message, path: [] });
  const sources: Record<Identity, string> = {};
  const definitions: Record<string, unknown> = {};

  const values = scriptValues(knownOptimizers(input.optimizers ?? [], report), input, report);
  const optimizers = [...values.keys()];
  const choice = optimizers.length === 0 ? undefined : addOptimizers(input, values, definitions, sources, notes);
  for (const given of input.hyperparameters ?? []) {
    const name = given.name;
    const arg = checkFlag(name, input, report);
    if (arg === null) continue;
    if (Object.hasOwn(definitions, name)) {
      const fromOptimizer = sources[name] !== undefined || name === choice;
      report(fromOptimizer ? initTexts.optimizerAndFlag({ name }) : initTexts.twice({ name }));
      continue;
    }
    const known = given.definition === undefined ? offeredRange(name, input) : undefined;
    const definition = given.definition ?? known?.definition;
    if (definition === undefined) {
      report(initTexts.noRange({ name }));
      continue;
    }
    if (known !== undefined) sources[name] = known.source;
    definitions[name] = { ...definition, ...(arg === undefined || 'arg' in definition ? {} : { arg }) };
    if (guessMeaning(name) === 'batch-size') notes.push(initTexts.batchSize({ name }));
  }
  if (Object.keys(definitions).length === 0) {
    if (issues.length === 0) report(initTexts.noHyperparameters());
    return { space: { hyperparameters: [] }, sources, optimizers, optimizerChoice: choice, notes, issues };
  }
  const parsed = parseSpace(definitions);
  return {
    space: parsed.space,
    sources,
    optimizers,
    optimizerChoice: choice,
    notes,
    issues: [...issues, ...parsed.issues],
  };
}

function knownOptimizers(names: readonly string[], report: (message: Message) => void): readonly OptimizerName[] {
  return [...new Set(names)].flatMap((name) => {
    if (isOptimizerName(name)) return [name];
    const near = nearest(name, optimizerNames);
    report(
      near === undefined
        ? initTexts.unknownOptimizer({ name, known: optimizerNames.join(', ') })
        : initTexts.unknownOptimizerNear({ name, nearest: near }),
    );
    return [];
  });
}

/** What the script calls each optimiser; one that is surely none of its choices is reported and left out. */
function scriptValues(
  names: readonly OptimizerName[],
  { scriptHelp: help }: InitInput,
  report: (message: Message) => void,
): ReadonlyMap<OptimizerName, string> {
  const values = new Map<OptimizerName, string>();
  const flag = optimizerFlag(help);
  for (const name of names) {
    const value = scriptChoice(name, help);
    if (value !== undefined && ![...values.values()].includes(value)) {
      values.set(name, value);
      continue;
    }
    const list = (flag?.choices ?? []).join(',');
    const offered = offeredOptimizers(help).join(',');
    const told = { label: name, flag: flag?.flag ?? '', list, own: flag?.name ?? '' };
    report(offered === '' ? initTexts.noBranchChoice(told) : initTexts.otherBranchChoice({ ...told, offered }));
  }
  return values;
}

/** Adds the choice among optimisers, or a single optimiser's own hyperparameters where the script has no flag for it. */
function addOptimizers(
  input: InitInput,
  values: ReadonlyMap<OptimizerName, string>,
  definitions: Record<string, unknown>,
  sources: Record<Identity, string>,
  notes: Message[],
): Identity | undefined {
  const { scriptHelp: help, form = 'few' } = input;
  const flag = optimizerFlag(help);
  const name = flag?.name ?? 'optimizer';
  const names = [...values.keys()];
  const called: ReadonlyMap<string, string> = values;
  const args: Record<string, string> = {};
  const meanings = new Map(
    flatten({ hyperparameters: [optimizerSpace(names, form)] }).map(({ hyperparameter }) => [
      hyperparameter.name,
      hyperparameter.meaning,
    ]),
  );
  const missing = new Set<string>();
  for (const [child, meaning] of help === undefined ? [] : meanings) {
    if (meaning === 'optimizer') continue;
    const own = help?.flags.find((one) => flagNamed([one], child) !== undefined || guessMeaning(one.name) === meaning);
    if (own === undefined) {
      notes.push(initTexts.noChildFlag({ name: child }));
      missing.add(child);
    } else args[child] = own.name;
  }
  const options = { name, args };
  const space = without(optimizerSpace(names, form, options), missing);
  const known = optimizerSources(names, form, options);
  const [only] = space.branches;
  if (help !== undefined && flag === undefined && space.branches.length === 1 && only !== undefined) {
    for (const child of only.children) sources[child.name] = known[child.id] ?? 'practice';
    Object.assign(definitions, printSpace({ hyperparameters: only.children }));
    return undefined;
  }
  const branches = space.branches.map((branch) => ({ ...branch, value: called.get(branch.label) ?? branch.value }));
  for (const { label, value } of branches) {
    if (flag !== undefined && value !== label) notes.push(initTexts.handedOver({ label, flag: flag.flag, value }));
  }
  Object.assign(sources, known);
  Object.assign(definitions, printSpace({ hyperparameters: [{ ...space, branches }] }));
  return name;
}

/** A value that reaches no flag would be searched in vain. */
function without(choice: ReturnType<typeof optimizerSpace>, names: ReadonlySet<string>): typeof choice {
  const branches = choice.branches.map((branch) => ({
    ...branch,
    children: branch.children.filter(({ name }) => !names.has(name)),
  }));
  return { ...choice, branches };
}

/** The script's own spelling of a name where it differs; null for a name that cannot be handed over, reported. */
function checkFlag(name: string, input: InitInput, report: (message: Message) => void): string | null | undefined {
  const { scriptHelp: help } = input;
  if (help === undefined) return undefined;
  const flag = help.flags.find((one) => flagNamed([one], name) !== undefined);
  if (flag === undefined) {
    const names = help.flags.map((one) => one.name);
    const near = nearest(name, names);
    report(
      near === undefined
        ? initTexts.unknownFlag({ name, flags: names.join(', ') })
        : initTexts.unknownFlagNear({ name, nearest: near }),
    );
    return null;
  }
  if (flag.negation !== undefined && flag.default === true && !isNegation(flag, name)) {
    report(initTexts.onByDefault({ name, negation: flag.negation.replace(/^--/, '') }));
    return null;
  }
  const spelling = flagNamed([flag], name);
  return spelling === name ? undefined : spelling;
}

/** The range that is offered for a name: what the script's own choices say, or else what practice knows. */
export function offeredRange(name: string, input: InitInput): KnownRange | undefined {
  const optimizer = input.optimizers?.find(isOptimizerName) ?? 'adam';
  const flag = input.scriptHelp?.flags.find((one) => flagNamed([one], name) !== undefined);
  const source = initTexts.fromScriptChoices().text;
  if (flag?.choices !== undefined) return { definition: { values: flag.choices.map(numberOrText) }, source };
  if (flag?.form === 'pair' || flag?.form === 'switch' || flag?.type === 'boolean') {
    return { definition: { values: [false, true] }, source };
  }
  const known = knownRange(guessMeaning(name), optimizer);
  return known === undefined ? undefined : reaching(known, guessMeaning(name), flag?.default);
}

/** A learning rate's range moved to where the script trains so far, which says more than other people's practice. */
function reaching(known: KnownRange, meaning: Meaning | undefined, own: ScriptFlag['default']): KnownRange {
  const { range } = known.definition;
  if (meaning !== 'learning-rate' || typeof own !== 'number' || own <= 0 || !Array.isArray(range)) return known;
  const [low, high] = range.map(Number);
  if (low === undefined || high === undefined || (own >= low && own <= high)) return known;
  return {
    definition: { ...known.definition, range: [Number((own / 100).toPrecision(3)), Number((own * 10).toPrecision(3))] },
    source: initTexts.aroundScript().text,
  };
}

function numberOrText(text: string): number | string {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
