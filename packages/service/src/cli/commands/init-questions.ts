/** The questions of `attune init`: asks for what the flags leave open, and shows where each suggestion comes from. */
import { AttuneError } from '@attune/core/errors';
import { isRate } from '@attune/core/insight';
import { guessMeaning } from '@attune/core/space';
import { shown } from '@attune/core/texts';
import { planBaseline } from '../../operations/init/baseline.ts';
import { guessDirection } from '../../operations/init/direction.ts';
import type { InitInput } from '../../operations/init/input.ts';
import { planSpace } from '../../operations/init/space.ts';
import { isSteps } from '../../operations/init/wiring.ts';
import { checkInput, perform } from '../../operations/operation-input.ts';
import { init } from '../../operations/init/init.ts';
import type { Context } from '../../operations/operation.ts';
import { helpArguments } from '../../operations/script-help/arguments.ts';
import type { ScriptFlag } from '../../operations/script-help/flag.ts';
import { scriptHelp } from '../../operations/script-help/run.ts';
import { joinWords } from '../../protocol/index.ts';
import { Cancelled, type Asker } from '../asker.ts';
import type { Given } from '../command.ts';
import { askForHyperparameters, canBeTuned } from './init-hyperparameter-questions.ts';
import { parseValue } from './init-hyperparameter.ts';
import { flagsOf } from './init-known.ts';
import { askForPrinted } from './init-printed.ts';
import { questionTexts as texts } from './init-question-texts.ts';

/** Returns complete input for `init`. Throws `Cancelled` where the user leaves, and `invalid` where a flag is wrong. */
export async function askForProject(asker: Asker, given: Given, runHelp: boolean, context: Context): Promise<Given> {
  asker.begin(texts.title().text);
  asker.tell(texts.first().text, texts.inPlace().text);
  let input: Given = { ...given, command: await commandOf(asker, given) };
  input = { ...input, ...(await helpOf(asker, String(input['command']), runHelp, context)) };
  input = { ...input, ...(await metricOf(asker, input)) };
  input = { ...input, ...(await stepsOf(asker, input)) };
  input = { ...input, ...(await examplesOf(asker, input)) };
  if (input['hyperparameters'] === undefined && input['optimizers'] === undefined) {
    input = { ...input, ...(await askForHyperparameters(asker, input)) };
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
    const matters = (flag: ScriptFlag): boolean => canBeTuned(flag) || guessMeaning(flag.name) === 'optimizer';
    const hidden = flags.filter((flag) => matters(flag) && flag.form === 'value' && flag.default === undefined);
    if (hidden.length > 0) {
      const told = { count: hidden.length, names: hidden.map(({ flag }) => flag).join(', ') };
      asker.line((style === 'argparse' ? texts.noDefaultsArgparse(told) : texts.noDefaults(told)).text);
    }
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
      { value: 'stdout', label: texts.stdout().text, hint: texts.stdoutHint().text },
    ]));
  const asked = from === 'stdout' && given['pattern'] === undefined && given['rename'] === undefined;
  if (!asked) return { metric, direction, from };
  const { stepName, ...printed } = await askForPrinted(asker, metric);
  const unit = given['stepUnit'] === undefined && /epoch/i.test(stepName) ? { stepUnit: 'epoch' } : {};
  return { metric, direction, from, ...printed, ...unit };
}

async function stepsOf(asker: Asker, given: Given): Promise<Given> {
  const flag = flagsOf(given).find(isSteps);
  const suggested = flag !== undefined && /epoch/i.test(flag.name) ? 'epoch' : 'step';
  const stepUnit = typeof given['stepUnit'] === 'string' ? given['stepUnit'] : suggested;
  if (given['maxSteps'] !== undefined) return { stepUnit };
  const answer = await asker.text(texts.maxSteps({ unit: stepUnit }).text, {
    ...(typeof flag?.default === 'number' ? { initial: String(flag.default) } : {}),
    example: '1000',
    check: (text) => (isCount(text) ? undefined : texts.whole().text),
  });
  return { stepUnit, maxSteps: Number(answer) };
}

/** Only for a rate: nothing else has a sampling error that the number of examples tells. */
async function examplesOf(asker: Asker, given: Given): Promise<Given> {
  const metric = String(given['metric']);
  if (given['validExamples'] !== undefined || !isRate(metric, [])) return {};
  const answer = await asker.text(texts.validExamples().text, {
    about: texts.validExamplesAbout({ metric }).text,
    check: (text) => (text === '' || isCount(text) ? undefined : texts.whole().text),
  });
  return answer === '' ? {} : { validExamples: Number(answer) };
}

function isCount(text: string): boolean {
  return Number.isSafeInteger(Number(text)) && Number(text) >= 1;
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
    const about = note === '' ? texts.baselineAbout({ source }) : texts.baselineNote({ source, note });
    const answer = await asker.text(texts.baseline({ name }).text, {
      about: about.text,
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
