/** The questions about what is tuned: optimisers, hyperparameters and their ranges. */
import { guessMeaning, optimizer, optimizerNames, type OptimizerName } from '@attune/core/space';
import type { InitInput } from '../../operations/init/input.ts';
import { optimizerFlag, scriptChoice } from '../../operations/init/optimizer-choice.ts';
import { offeredRange, planSpace } from '../../operations/init/space.ts';
import { isSteps } from '../../operations/init/wiring.ts';
import type { ScriptFlag } from '../../operations/script-help/flag.ts';
import type { Asker } from '../asker.ts';
import type { Given } from '../command.ts';
import { definitionText, parseHyperparameter } from './init-hyperparameter.ts';
import { flagsOf, partial } from './init-known.ts';
import { questionTexts as texts } from './init-question-texts.ts';

/** From the script's flags where they are known; else optimisers from a list, and names by hand. */
export async function askForHyperparameters(asker: Asker, given: Given): Promise<Given> {
  const flags = flagsOf(given).filter(canBeTuned);
  const { scriptHelp: help } = partial(given);
  const optimizers = flags.length === 0 || optimizerFlag(help) !== undefined ? await optimizersOf(asker, help) : [];
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
        : namesIn(
            await asker.text(texts.names().text, {
              about: texts.namesAbout().text,
              example: optimizers.length > 0 ? 'dropout' : 'lr dropout',
            }),
          );
  const base = { ...given, ...(optimizers.length > 0 ? { optimizers } : {}) };
  const hyperparameters = [];
  for (const name of names) hyperparameters.push(await rangeOf(asker, name, base));
  return { ...(optimizers.length > 0 ? { optimizers } : {}), hyperparameters };
}

/** Those that the script surely offers; two that are one choice of the script are asked for again. */
async function optimizersOf(asker: Asker, help: InitInput['scriptHelp']): Promise<readonly OptimizerName[]> {
  const flag = optimizerFlag(help);
  const known = optimizerNames.flatMap((name) => {
    const choice = scriptChoice(name, help);
    return choice === undefined ? [] : [{ name, choice }];
  });
  if (known.length === 0) return [];
  const choices = known.map(({ name, choice }) => ({
    value: name,
    label: optimizer(name).title,
    ...(flag === undefined || choice === name ? {} : { hint: `${flag.flag} ${choice}` }),
  }));
  for (;;) {
    const chosen = await asker.several(texts.optimizers().text, choices, []);
    const taken = Map.groupBy(
      known.filter(({ name }) => chosen.includes(name)),
      ({ choice }) => choice,
    );
    const twice = [...taken].find(([, names]) => names.length > 1);
    if (twice === undefined) return chosen;
    const [choice, names] = twice;
    asker.line(texts.sameChoice({ choice, names: names.map(({ name }) => name).join(', ') }).text);
  }
}

async function rangeOf(asker: Asker, name: string, given: Given): Promise<ReturnType<typeof parseHyperparameter>> {
  const offer = offeredRange(name, partial(given));
  const about = offer === undefined ? texts.rangeAbout().text : texts.offeredRange({ source: offer.source }).text;
  const answer = await asker.text(texts.range({ name }).text, {
    about,
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

/** Numbers, choices and switches; not what Attune sets itself, and no lists or free text. */
export function canBeTuned(flag: ScriptFlag): boolean {
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
