/** The questions of `attune init`: asks for what the flags leave open, and shows where each suggestion comes from. */
import { AttuneError } from '@attune/core/errors';
import { guessMeaning, optimizer, optimizerNames } from '@attune/core/space';
import { shown } from '@attune/core/texts';
import { planBaseline } from '../../operations/init-baseline.ts';
import { guessDirection } from '../../operations/init-direction.ts';
import { initInput, type InitInput } from '../../operations/init-input.ts';
import { offeredRange, planSpace } from '../../operations/init-space.ts';
import { isSteps } from '../../operations/init-wiring.ts';
import { checkInput, perform } from '../../operations/operation-input.ts';
import { init } from '../../operations/init.ts';
import type { Context } from '../../operations/operation.ts';
import { helpArguments } from '../../operations/script-help-arguments.ts';
import type { ScriptFlag } from '../../operations/script-help-flag.ts';
import { scriptHelp } from '../../operations/script-help-run.ts';
import { joinWords } from '../../protocol/index.ts';
import { Cancelled, type Asker } from '../asker.ts';
import type { Given } from '../command.ts';
import { definitionText, parseHyperparameter, parseValue } from './init-hyperparameter.ts';
import { questionTexts as texts } from './init-question-texts.ts';

/** Returns complete input for `init`. Throws `Cancelled` where the user leaves, and `invalid` where a flag is wrong. */
export async function askForProject(asker: Asker, given: Given, runHelp: boolean, context: Context): Promise<Given> {
  asker.begin(texts.title().text);
  asker.tell(texts.first().text, texts.inPlace().text);
  let input: Given = { ...given, command: await commandOf(asker, given) };
  input = { ...input, ...(await helpOf(asker, String(input['command']), runHelp, context)) };
  input = { ...input, ...(await metricOf(asker, input)) };
  input = { ...input, ...(await stepsOf(asker, input)) };
  if (input['hyperparameters'] === undefined && input['optimizers'] === undefined) {
    input = { ...input, ...(await hyperparametersOf(asker, input)) };
  }
  input = { ...input, ...(await baselineOf(asker, checkInput(init, input))) };
  if (!(await asker.confirm(texts.write().text, true))) throw new Cancelled();
  asker.end(texts.end().text);
  return input;
}

async function commandOf(asker: Asker, given: Given): Promise<string> {
  if (typeof given['command'] === 'string') return given['command'];
  return asker.text(texts.command().text, {
    example: 'python train.py',
    check: (answer) => {
      if (answer === '') return texts.needed().text;
      try {
        helpArguments(answer);
        return undefined;
      } catch (error) {
        return error instanceof AttuneError ? (error.issues[0]?.message.text ?? error.message) : String(error);
      }
    },
  });
}

/** Runs the script for its help only after a yes. A script that has none is no obstacle. */
async function helpOf(asker: Asker, command: string, runHelp: boolean, context: Context): Promise<Given> {
  const shownCommand = joinWords(helpArguments(command));
  if (!runHelp && !(await asker.confirm(texts.runHelp({ command: shownCommand }).text, true))) return {};
  try {
    const { style, flags } = await perform(scriptHelp, context, { command });
    asker.line(texts.found({ count: flags.length, command: shownCommand, style }).text);
    return { scriptHelp: { style, flags } };
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    asker.line(error.message);
    return {};
  }
}

async function metricOf(asker: Asker, given: Given): Promise<Given> {
  const metric =
    typeof given['metric'] === 'string'
      ? given['metric']
      : await asker.text(texts.metric().text, {
          initial: 'valid/loss',
          check: (answer) =>
            answer.startsWith('test/')
              ? texts.sealed().text
              : /^[^/\s]+\/\S+$/.test(answer)
                ? undefined
                : texts.split().text,
        });
  const direction =
    given['direction'] ??
    guessDirection(metric) ??
    (await asker.select(texts.direction({ metric }).text, [
      { value: 'minimize', label: texts.less().text },
      { value: 'maximize', label: texts.more().text },
    ]));
  const from =
    given['from'] ??
    (await asker.select(texts.from().text, [
      { value: 'file', label: texts.file().text, hint: texts.fileHint().text },
      { value: 'stdout', label: texts.stdout().text, hint: texts.stdoutHint({ metric }).text },
    ]));
  return { metric, direction, from };
}

async function stepsOf(asker: Asker, given: Given): Promise<Given> {
  const flag = flagsOf(given).find(isSteps);
  const suggested = flag !== undefined && /epoch/i.test(flag.name) ? 'epoch' : 'step';
  const stepUnit = typeof given['stepUnit'] === 'string' ? given['stepUnit'] : suggested;
  if (given['maxSteps'] !== undefined) return { stepUnit };
  const answer = await asker.text(texts.maxSteps({ unit: stepUnit }).text, {
    ...(typeof flag?.default === 'number' ? { initial: String(flag.default) } : {}),
    example: '1000',
    check: (text) => (Number.isSafeInteger(Number(text)) && Number(text) >= 1 ? undefined : texts.whole().text),
  });
  return { stepUnit, maxSteps: Number(answer) };
}

/** From the script's flags where they are known; else optimisers from a list, and names by hand. */
async function hyperparametersOf(asker: Asker, given: Given): Promise<Given> {
  const flags = flagsOf(given).filter(canBeTuned);
  const optimizerFlag = flagsOf(given).find((flag) => guessMeaning(flag.name) === 'optimizer');
  let optimizers: readonly string[] = [];
  if (flags.length === 0 || optimizerFlag !== undefined) {
    const known = optimizerNames.filter((name) => optimizerFlag?.choices?.includes(name) ?? true);
    optimizers = await asker.several(
      texts.optimizers().text,
      known.map((name) => ({ value: name, label: optimizer(name).title })),
      [],
    );
  }
  const ofOptimizer = optimizers.length > 0 ? new Set(['learning-rate', 'momentum', 'optimizer']) : new Set<string>();
  const offered = flags.filter((flag) => !ofOptimizer.has(guessMeaning(flag.name) ?? ''));
  const names =
    offered.length > 0
      ? await asker.several(
          texts.hyperparameters().text,
          offered.map((flag) => ({ value: nameOf(flag), label: nameOf(flag), hint: hintOf(flag) })),
          offered.filter(({ name }) => usuallyTuned.has(guessMeaning(name) ?? '')).map(({ name }) => name),
        )
      : flags.length > 0
        ? []
        : namesIn(await asker.text(texts.names().text, { example: optimizers.length > 0 ? 'dropout' : 'lr dropout' }));
  const base = { ...given, ...(optimizers.length > 0 ? { optimizers } : {}) };
  const hyperparameters = [];
  for (const name of names) hyperparameters.push(await rangeOf(asker, name, base));
  return { ...(optimizers.length > 0 ? { optimizers } : {}), hyperparameters };
}

async function rangeOf(asker: Asker, name: string, given: Given): Promise<ReturnType<typeof parseHyperparameter>> {
  const offer = offeredRange(name, partial(given));
  const question =
    offer === undefined ? texts.range({ name }).text : texts.offeredRange({ name, source: offer.source }).text;
  const answer = await asker.text(question, {
    ...(offer === undefined ? {} : { initial: definitionText(offer.definition) }),
    example: '1e-4..1:log',
    check: (text) => {
      try {
        const { definition } = parseHyperparameter(`${name}=${text}`);
        return planSpace({ ...partial(given), hyperparameters: [{ name, definition: { ...definition } }] }).issues[0]
          ?.message.text;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  return offer !== undefined && answer === definitionText(offer.definition)
    ? { name }
    : parseHyperparameter(`${name}=${answer}`);
}

/**
 * Asks for each value that is missing, with the one that is offered already filled in. What the user leaves as it was
 * offered stays an offer, now accepted, so that the file tells its source.
 */
async function baselineOf(asker: Asker, input: InitInput): Promise<Pick<InitInput, 'baseline' | 'yes'>> {
  const planned = planSpace(input);
  if (planned.issues.length > 0) return {};
  const answers = { ...input.baseline };
  const changed = { ...input.baseline };
  for (;;) {
    const [offer] = planBaseline(planned, { ...input, baseline: answers }).offers;
    if (offer === undefined) return { baseline: changed, yes: true };
    const { hyperparameter: name, value, source, note } = offer;
    const question = note === '' ? texts.baseline({ name, source }) : texts.baselineNote({ name, source, note });
    const answer = await asker.text(question.text, {
      initial: shown(value),
      check: (text) =>
        planBaseline(planned, { ...input, yes: true, baseline: { ...answers, [name]: parseValue(text) } }).issues[0]
          ?.message.text,
    });
    const given = parseValue(answer);
    answers[name] = given;
    if (answer !== shown(value)) changed[name] = given;
  }
}

/** Enough of the input to plan a space with. */
function partial(given: Given): InitInput {
  return checkInput({ name: 'init', input: initInput }, { command: 'x', metric: 'valid/loss', maxSteps: 1, ...given });
}

function flagsOf(given: Given): readonly ScriptFlag[] {
  const { scriptHelp: help } = partial(given);
  return help?.flags ?? [];
}

/** Numbers, choices and switches; not what Attune sets itself, and no lists or free text. */
function canBeTuned(flag: ScriptFlag): boolean {
  const meaning = guessMeaning(flag.name);
  if (isSteps(flag) || meaning === 'seed' || meaning === 'optimizer' || flag.type === 'list') return false;
  return (
    flag.choices !== undefined ||
    flag.type === 'number' ||
    flag.type === 'integer' ||
    flag.type === 'boolean' ||
    meaning !== undefined
  );
}

/** A pair that is on by default can only be switched off. */
function nameOf({ name, negation, default: usual }: ScriptFlag): string {
  return negation !== undefined && usual === true ? negation.replace(/^--/, '') : name;
}

/** What a first round nearly always varies. */
const usuallyTuned: ReadonlySet<string> = new Set(['learning-rate', 'weight-decay', 'dropout', 'momentum']);

function hintOf(flag: ScriptFlag): string {
  const batch = guessMeaning(flag.name) === 'batch-size' ? [texts.batchSize().text] : [];
  const usual = flag.default === undefined ? [] : [texts.default({ value: flag.default }).text];
  return [...(flag.help === '' ? [] : [flag.help]), ...usual, ...batch].join('; ');
}

function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((name) => name !== '');
}
