/** The questions about what a program prints: under which names, or in lines of which pattern. */
import type { MetricSource } from '@attune/core/study';
import {
  guessMetric,
  guessStep,
  isTrainLoss,
  isWhole,
  numbersIn,
  patternFor,
  type PrintedNumber,
} from '../../operations/init/pattern.ts';
import { metricsBlock, patternMetrics, patternProblem } from '../../project/index.ts';
import type { Asker } from '../asker.ts';
import { printedTexts as texts } from './init-printed-texts.ts';

export interface Printed {
  readonly pattern?: string;
  readonly rename?: Readonly<Record<string, string>>;
  /** What the program calls a step: `epoch`. */
  readonly stepName: string;
}

/** Asks until the lines can be read, and shows what attune.yaml will say of them. */
export async function askForPrinted(asker: Asker, metric: string): Promise<Printed> {
  const form = await asker.select(texts.form().text, [
    { value: 'json', label: texts.json().text, hint: texts.jsonHint().text },
    { value: 'text', label: texts.text().text, hint: texts.textHint().text },
  ]);
  const printed = form === 'json' ? await jsonNames(asker, metric) : await textLines(asker, metric);
  const source: MetricSource = {
    from: 'stdout',
    rename: printed.rename ?? {},
    ...(printed.pattern === undefined ? {} : { pattern: printed.pattern }),
  };
  asker.tell(texts.result().text, metricsBlock(source));
  return printed;
}

async function jsonNames(asker: Asker, metric: string): Promise<Printed> {
  const step = await asker.text(texts.stepName().text, { initial: 'step' });
  const own = await asker.text(texts.metricName({ metric }).text, {
    initial: metric,
    check: (answer) => (answer === step ? texts.sameName({ name: step }).text : undefined),
  });
  const rename = {
    ...(step === 'step' ? {} : { [step]: 'step' }),
    ...(own === metric ? {} : { [own]: metric }),
  };
  return { stepName: step, ...(Object.keys(rename).length === 0 ? {} : { rename }) };
}

async function textLines(asker: Asker, metric: string): Promise<Printed> {
  const line = await asker.text(texts.sample().text, {
    about: texts.sampleAbout({ metric }).text,
    example: texts.textHint().text,
    check: (answer) => (answer === '' || usable(numbersIn(answer)) ? undefined : texts.noNumbers().text),
  });
  return line === '' ? ownPattern(asker, metric) : fromSample(asker, line, metric);
}

async function fromSample(asker: Asker, line: string, metric: string): Promise<Printed> {
  const numbers = numbersIn(line);
  const step = await choose(asker, texts.whichStep().text, numbers.filter(isWhole), guessStep(numbers));
  const others = numbers.filter((number) => number !== step);
  const own = await choose(asker, texts.whichMetric({ metric }).text, others, guessMetric(others, metric));
  const trainLoss = others.find((number) => number !== own && isTrainLoss(number));
  const metrics = [
    [own, metric] as const,
    ...(trainLoss === undefined || metric === 'train/loss' ? [] : [[trainLoss, 'train/loss'] as const]),
  ];
  return { ...patternFor(line, { step, metrics }), stepName: step.name };
}

async function ownPattern(asker: Asker, metric: string): Promise<Printed> {
  const pattern = await asker.text(texts.pattern().text, {
    about: texts.patternAbout({ example: String.raw`epoch (?<step>\d+) val_loss (?<val_loss>\S+)` }).text,
    check: (answer) => patternProblem(answer, {})?.text,
  });
  const groups = patternMetrics(pattern, {});
  const [first = metric] = groups;
  const group =
    groups.length === 1
      ? first
      : await asker.select(
          texts.whichMetric({ metric }).text,
          groups.map((name) => ({ value: name, label: name })),
        );
  return { pattern, rename: { [group]: metric }, stepName: 'step' };
}

function usable(numbers: readonly PrintedNumber[]): boolean {
  return numbers.length > 1 && numbers.some(isWhole);
}

/** Asks which number it is, unless there is only one. */
async function choose(
  asker: Asker,
  question: string,
  numbers: readonly PrintedNumber[],
  guess: PrintedNumber | undefined,
): Promise<PrintedNumber> {
  const [only] = numbers;
  if (only === undefined) throw new Error('there is no number to choose');
  if (numbers.length === 1) return only;
  const choices = numbers.map(({ name, value }, index) => ({ value: String(index), label: name, hint: value }));
  const chosen = await asker.select(question, choices, String(Math.max(0, numbers.indexOf(guess ?? only))));
  return numbers[Number(chosen)] ?? only;
}
