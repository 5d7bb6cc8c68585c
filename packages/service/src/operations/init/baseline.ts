/** The first baseline of a new project: given values, and for the rest values that are offered with their source. */
import type { Issue } from '@attune/core/errors';
import {
  activeIn,
  flatten,
  fromUnit,
  isOptimizerName,
  optimizerStart,
  resolveConfiguration,
  startingValues,
  valueProblem,
  type Configuration,
  type Hyperparameter,
  type Identity,
  type OptimizerName,
  type Value,
} from '@attune/core/space';
import { shown, type Message } from '@attune/core/texts';
import type { InitInput } from './input.ts';
import type { PlannedSpace } from './space.ts';
import { optimizerFlag } from './optimizer-choice.ts';
import { initTexts } from './texts.ts';
import type { ScriptFlag } from '../script-help/flag.ts';
import { flagNamed, isNegation } from '../script-help/lookup.ts';

/** A value for the baseline that nobody has given. */
export interface Offer {
  readonly hyperparameter: Identity;
  readonly value: Value;
  /** `practice`, a publication, or the training script. */
  readonly source: string;
  /** When and why, in a sentence; else empty. */
  readonly note: string;
}

export interface PlannedBaseline {
  /** Complete: given and offered values. */
  readonly baseline: Configuration;
  readonly offers: readonly Offer[];
  readonly notes: readonly Message[];
  /** With `yes`, offers are none; without it, each is. */
  readonly issues: readonly Issue[];
}

export function planBaseline(planned: PlannedSpace, input: InitInput): PlannedBaseline {
  const { space, optimizerChoice } = planned;
  const offers: Offer[] = [];
  const given: Record<string, Value> = { ...input.baseline };
  for (const { name, baseline } of input.hyperparameters ?? []) if (baseline !== undefined) given[name] = baseline;
  if (optimizerChoice !== undefined && given[optimizerChoice] === undefined) {
    const offer = optimizerOffer(optimizerChoice, planned, input);
    offers.push(offer);
    given[optimizerChoice] = offer.value;
  }
  const resolved = resolveConfiguration(space, given);
  const values: Record<Identity, Value> = { ...resolved.configuration };
  for (;;) {
    const missing = activeIn(space, values).find(({ id }) => values[id] === undefined);
    if (missing === undefined) break;
    const offer = offerFor(missing, values, planned, input);
    offers.push(offer);
    values[missing.id] = offer.value;
  }
  // What resolving calls missing has just been offered; the rest is wrong.
  const wrong = resolved.issues.filter(({ path }) => path.length > 0);
  const baseline = { ...values, ...resolved.inactive };
  const outside = resolveConfiguration(space, baseline).outside.map((name) =>
    initTexts.outside({ name, value: values[name] ?? null }),
  );
  const notes = [...hiddenNote(offers, planned, input), ...outside];
  const refused = input.yes === true ? [] : offers.map((offer): Issue => ({ message: refusal(offer), path: [] }));
  return { baseline, offers, notes, issues: [...wrong, ...refused] };
}

function refusal({ hyperparameter: name, value, source }: Offer): Message {
  return initTexts.offerRefused({ name, flag: `--baseline ${name}=${shown(value)}`, value, source });
}

function optimizerOffer(id: Identity, planned: PlannedSpace, input: InitInput): Offer {
  const { optimizers } = planned;
  const own = scriptOptimizer(planned, input);
  if (own !== undefined && optimizers.includes(own)) {
    return { hyperparameter: id, value: own, source: initTexts.fromScript().text, note: '' };
  }
  const source = initTexts.fromOrder().text;
  return {
    hyperparameter: id,
    value: optimizers[0] ?? null,
    source: optimizerFlag(input.scriptHelp) === undefined ? source : initTexts.notVisible({ source }).text,
    note: '',
  };
}

/** The script's own default first, since that is what has been trained so far; then practice; else the middle. */
function offerFor(
  hyperparameter: Hyperparameter,
  values: Configuration,
  planned: PlannedSpace,
  input: InitInput,
): Offer {
  const { id, meaning } = hyperparameter;
  const fits = (value: Value): boolean => valueProblem(hyperparameter, value, 'anywhere') === undefined;
  const label = planned.optimizerChoice === undefined ? planned.optimizers[0] : values[planned.optimizerChoice];
  const optimizer = typeof label === 'string' && isOptimizerName(label) ? label : scriptOptimizer(planned, input);
  const own = scriptDefault(hyperparameter, optimizer, planned, input);
  if (own !== undefined && fits(own)) {
    return { hyperparameter: id, value: own, source: initTexts.fromScript().text, note: '' };
  }
  const source = (text: string): string =>
    hidesDefault(hyperparameter, optimizer, planned, input) ? initTexts.notVisible({ source: text }).text : text;
  const known = (
    meaning === undefined ? [] : startingValues(meaning, optimizer === undefined ? {} : { optimizer })
  ).find(({ value }) => fits(value));
  if (known !== undefined) {
    return { hyperparameter: id, value: known.value, source: source(known.source), note: known.note.text };
  }
  const start = optimizer === undefined ? undefined : startOf(hyperparameter, optimizer, planned, input);
  if (start !== undefined && fits(start)) {
    return { hyperparameter: id, value: start, source: source(planned.sources[id] ?? 'practice'), note: '' };
  }
  const { value, source: text } = middle(hyperparameter);
  return { hyperparameter: id, value, source: source(text), note: '' };
}

/** Of an optimiser's own hyperparameter only where the script's default optimiser is that one. */
function scriptDefault(
  hyperparameter: Hyperparameter,
  optimizer: OptimizerName | undefined,
  planned: PlannedSpace,
  input: InitInput,
): ScriptFlag['default'] {
  const own = scriptOptimizer(planned, input);
  if (inBranch(hyperparameter, planned) && own !== optimizer) return undefined;
  const flag = flagOf(hyperparameter, input);
  if (flag === undefined || !isNegation(flag, hyperparameter.arg)) return flag?.default;
  return typeof flag.default === 'boolean' ? !flag.default : undefined;
}

function startOf(
  { id, name }: Hyperparameter,
  optimizer: OptimizerName,
  { optimizerChoice }: PlannedSpace,
  { form = 'few' }: InitInput,
): Value | undefined {
  if (optimizerChoice !== undefined) return optimizerStart(optimizer, form, { name: optimizerChoice })[id];
  return optimizerStart(optimizer, form)[`optimizer=${optimizer}/${name}`];
}

/** The optimiser that the script takes by default, where it is one that is known. */
function scriptOptimizer(
  { space, optimizerChoice }: PlannedSpace,
  { scriptHelp }: InitInput,
): OptimizerName | undefined {
  const written = optimizerFlag(scriptHelp)?.default;
  if (typeof written !== 'string') return undefined;
  const choice = space.hyperparameters.find(({ id }) => id === optimizerChoice);
  const branches = choice?.kind === 'choice' ? choice.branches : [];
  const label = branches.find(({ value }) => value === written)?.label ?? written.toLowerCase();
  return isOptimizerName(label) ? label : undefined;
}

/** Whether the script has a default of its own that its help does not show. */
function hidesDefault(
  hyperparameter: Hyperparameter,
  optimizer: OptimizerName | undefined,
  planned: PlannedSpace,
  input: InitInput,
): boolean {
  const flag = flagOf(hyperparameter, input);
  if (flag === undefined || flag.required || flag.form !== 'value' || flag.default !== undefined) return false;
  const own = scriptOptimizer(planned, input);
  return !inBranch(hyperparameter, planned) || own === undefined || own === optimizer;
}

/** The names whose defaults the help does not show and that had to be offered, in one note. */
function hiddenNote(
  offers: readonly Offer[],
  { space }: PlannedSpace,
  { scriptHelp: help }: InitInput,
): readonly Message[] {
  const args = offers.flatMap(({ hyperparameter: id }) =>
    flatten(space).flatMap(({ hyperparameter: { id: own, arg } }) => (own === id ? [arg] : [])),
  );
  const hidden = (help?.flags ?? []).filter(
    (flag) =>
      flag.form === 'value' &&
      !flag.required &&
      flag.default === undefined &&
      args.some((arg) => flagNamed([flag], arg) !== undefined),
  );
  if (hidden.length === 0) return [];
  const told = { count: hidden.length, names: hidden.map(({ flag }) => flag).join(', ') };
  return [help?.style === 'argparse' ? initTexts.hiddenArgparse(told) : initTexts.hiddenDefaults(told)];
}

function inBranch({ id }: Hyperparameter, { optimizerChoice }: PlannedSpace): boolean {
  return optimizerChoice !== undefined && id.startsWith(`${optimizerChoice}=`);
}

function flagOf({ arg }: Hyperparameter, { scriptHelp }: InitInput): ScriptFlag | undefined {
  return scriptHelp?.flags.find((one) => flagNamed([one], arg) !== undefined);
}

function middle(hyperparameter: Hyperparameter): Pick<Offer, 'value' | 'source'> {
  const unordered = hyperparameter.kind === 'categorical' || hyperparameter.kind === 'boolean';
  const value = fromUnit(hyperparameter, unordered || hyperparameter.kind === 'choice' ? 0 : 0.5);
  const source = unordered ? initTexts.fromFirst().text : initTexts.fromMiddle().text;
  return {
    value: hyperparameter.kind === 'float' && typeof value === 'number' ? Number(value.toPrecision(2)) : value,
    source,
  };
}
