/** The questions of `attune round new`: asks for what the flags leave open, and shows what the budget allows. */
import { AttuneError } from '@attune/core/errors';
import { find, flatten, offBeside, onlyValue, type Hyperparameter } from '@attune/core/space';
import { shown } from '@attune/core/texts';
import { newRoundAround } from '../../operations/design/new.ts';
import type { RoundNewInput } from '../../operations/design/new-input.ts';
import { roundNew } from '../../operations/design/new.ts';
import { planNewRound, type NewRoundAround } from '../../operations/design/new-plan.ts';
import { readWord } from '../../operations/design/new-words.ts';
import { checkInput } from '../../operations/operation-input.ts';
import type { Context } from '../../operations/operation.ts';
import { Cancelled, type Asker } from '../asker.ts';
import type { Given } from '../command.ts';
import { roundQuestionTexts as texts } from './round-new-texts.ts';

/** Returns complete input for `round new`. Throws `Cancelled` where the user leaves, and `invalid` where a flag is wrong. */
export async function askForRound(asker: Asker, given: Given, context: Context): Promise<RoundNewInput> {
  const { around } = await newRoundAround(context);
  asker.begin(texts.title().text);
  let input = checkInput(roundNew, given);
  input = { ...input, goal: input.goal ?? (input.scientific === undefined ? await goalOf(asker) : 'compare') };
  if (input.goal !== 'maximize' && input.scientific === undefined) {
    input = { ...input, scientific: await scientificOf(asker, around) };
  }
  if (input.question === undefined && input.goal !== 'maximize') {
    input = { ...input, question: await questionOf(asker, input, around) };
  }
  if (input.fix === undefined && input.nuisance === undefined)
    input = { ...input, ...(await fixedOf(asker, input, around)) };
  if (input.trials === undefined) input = { ...input, trials: await trialsOf(asker, input, around) };
  if (input.nuisance === undefined) input = { ...input, ...(await nuisanceOf(asker, input, around)) };
  const { text } = planNewRound(input, around);
  asker.tell(texts.title().text, text);
  if (!(await asker.confirm(texts.write().text, true))) throw new Cancelled();
  asker.end(texts.end().text);
  return input;
}

async function goalOf(asker: Asker): Promise<'compare' | 'understand' | 'maximize'> {
  return asker.select(texts.goal().text, [
    { value: 'compare', label: texts.compare().text, hint: texts.compareHint().text },
    { value: 'understand', label: texts.understand().text, hint: texts.understandHint().text },
    { value: 'maximize', label: texts.maximize().text, hint: texts.maximizeHint().text },
  ]);
}

async function scientificOf(asker: Asker, { project }: NewRoundAround): Promise<string[]> {
  const choices = varied(project).map(({ id, meaning }) => ({
    value: id,
    label: id,
    ...(meaning === undefined ? {} : { hint: meaning }),
  }));
  const names = await atLeast(asker, texts.scientific().text, choices, 1, texts.scientificNeeded().text);
  const words: string[] = [];
  for (const name of names) {
    const [hyperparameter] = find(project.space, name);
    const values = hyperparameter === undefined ? [] : valuesOf(hyperparameter);
    if (values.length < 3) words.push(name);
    else {
      const offered = values.map((value) => ({ value, label: value }));
      const kept = await atLeast(asker, texts.values({ name }).text, offered, 2, texts.valuesNeeded().text, values);
      words.push(kept.length === values.length ? name : `${name}=${kept.join(',')}`);
    }
  }
  return words;
}

async function questionOf(asker: Asker, input: RoundNewInput, { project }: NewRoundAround): Promise<string> {
  const words = (input.scientific ?? []).map((word) => readWord(word, project.space));
  const suggestions = words.map(({ name, values }) => {
    const [hyperparameter] = find(project.space, name);
    const all = values.length > 0 ? values.map(shown) : hyperparameter === undefined ? [] : valuesOf(hyperparameter);
    return all.length > 0 && all.length < 4
      ? texts.suggested({ values: all.join(' or ') }).text
      : texts.suggestedMany({ name }).text;
  });
  return asker.text(texts.question().text, {
    initial: suggestions.join(' '),
    check: (answer) => (answer.trim() === '' ? texts.needed().text : undefined),
  });
}

async function fixedOf(
  asker: Asker,
  input: RoundNewInput,
  { project }: NewRoundAround,
): Promise<Pick<RoundNewInput, 'fix'>> {
  const scientific = new Set(
    (input.scientific ?? []).flatMap((word) =>
      find(project.space, readWord(word, project.space).name).map(({ id }) => id),
    ),
  );
  const values = { ...project.inactive, ...project.baseline };
  const choices = varied(project).flatMap(({ id }) => {
    const value = values[id];
    return scientific.has(id) || value === undefined ? [] : [{ value: id, label: id, hint: shown(value) }];
  });
  if (choices.length === 0) return {};
  const fix = await asker.several(texts.fixed().text, choices, []);
  return fix.length === 0 ? {} : { fix: [...fix] };
}

async function trialsOf(asker: Asker, input: RoundNewInput, around: NewRoundAround): Promise<number> {
  const { resolved, file } = planNewRound(input, around);
  const studies = resolved.studies.filter(({ purpose }) => purpose === 'search').length;
  const answer = await asker.text(texts.trials().text, {
    about: texts.trialsAbout({ studies }).text,
    initial: String(file.trials),
    check: (text) => {
      const trials = Number(text);
      if (!Number.isSafeInteger(trials) || trials < 1) return texts.whole().text;
      return refusal(() => planNewRound({ ...input, trials }, around));
    },
  });
  return Number(answer);
}

/** Where the budget is short: says what would be fixed and why, and takes a no. */
async function nuisanceOf(
  asker: Asker,
  input: RoundNewInput,
  around: NewRoundAround,
): Promise<Pick<RoundNewInput, 'nuisance'>> {
  const { fixings } = planNewRound(input, around);
  if (fixings.length === 0) return {};
  asker.tell(
    texts.short().text,
    fixings.map(({ hyperparameter, reason }) => `${hyperparameter}: ${reason.text}`).join('\n'),
  );
  const names = fixings.map(({ hyperparameter }) => hyperparameter).join(', ');
  return (await asker.confirm(texts.shortFix({ names }).text, true)) ? {} : { nuisance: ['rest'] };
}

/** Asks again until enough are chosen. */
async function atLeast(
  asker: Asker,
  question: string,
  choices: Parameters<Asker['several']>[1],
  least: number,
  words: string,
  initial: readonly string[] = [],
): Promise<readonly string[]> {
  for (;;) {
    const chosen = await asker.several(question, choices, initial);
    if (chosen.length >= least) return chosen;
    asker.line(words);
  }
}

function refusal(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof AttuneError ? (error.issues[0]?.message.text ?? error.message) : String(error);
  }
}

function varied({ space }: NewRoundAround['project']): readonly Hyperparameter[] {
  const all = flatten(space).map(({ hyperparameter }) => hyperparameter);
  return all.filter((one) => onlyValue(one) === undefined || offBeside(one));
}

function valuesOf(hyperparameter: Hyperparameter): readonly string[] {
  if (hyperparameter.kind === 'choice') return hyperparameter.branches.map(({ label }) => label);
  return 'values' in hyperparameter ? hyperparameter.values.map((value) => shown(value)) : [];
}
