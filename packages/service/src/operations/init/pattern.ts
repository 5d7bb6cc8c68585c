/**
 * A pattern for the lines that a program prints, built from one of them: numbers that stand after names
 * (`epoch 3 val_loss: 0.42`) become named groups, and whatever lies between them may differ.
 */

/** A number in a sample line, with the name before it. */
export interface PrintedNumber {
  /** As printed: `val loss`. */
  readonly name: string;
  readonly value: string;
  /** Where name and number stand in the line. */
  readonly start: number;
  readonly end: number;
  /** What stands between the two. */
  readonly between: string;
}

/** What the numbers of a line are to become. */
export interface PrintedRoles {
  readonly step: PrintedNumber;
  /** Each with the metric that it is: `valid/loss`. */
  readonly metrics: readonly (readonly [number: PrintedNumber, metric: string])[];
}

/** As in the project file. */
export interface PrintedPattern {
  readonly pattern: string;
  readonly rename: Readonly<Record<string, string>>;
}

/** The numbers of a line that have names, in their order. */
export function numbersIn(line: string): readonly PrintedNumber[] {
  return [...line.matchAll(namedNumber)].map((match) => {
    const { name = '', between = '', value = '' } = match.groups ?? {};
    return { name, between, value, start: match.index, end: match.index + match[0].length };
  });
}

/** The pattern that finds these numbers in lines like the sample, and what its groups are renamed to. */
export function patternFor(line: string, { step, metrics }: PrintedRoles): PrintedPattern {
  const rename: Record<string, string> = {};
  const pieces = [{ number: step, group: '(?<step>\\d+)' }];
  for (const [number, metric] of metrics) {
    const id = groupName(number.name, new Set(['step', ...Object.keys(rename)]));
    rename[id] = metric;
    pieces.push({ number, group: `(?<${id}>${digitsBefore(line.slice(number.end))})` });
  }
  const pattern = pieces
    .toSorted((a, b) => a.number.start - b.number.start)
    .map(({ number, group }) => `\\b${spaced(number.name)}${spaced(number.between)}${group}`)
    .join('.*?');
  return { pattern, rename };
}

/** What a number is made of, as far as what follows it lets one tell: a unit may stand there without a space, as in 12.3s. */
function digitsBefore(rest: string): string {
  if (/^(\s|$)/.test(rest)) return '\\S+';
  return /^[A-Za-z_]/.test(rest) ? '[-+]?\\d[\\d.]*' : '[-+.\\w]*\\w';
}

/** The number that counts steps, as its name suggests; else the first whole one. */
export function guessStep(numbers: readonly PrintedNumber[]): PrintedNumber | undefined {
  const whole = numbers.filter(isWhole);
  return whole.find(({ name }) => /(^|[\W_])(step|epoch|iter(ation)?|batch|update)s?$/i.test(name)) ?? whole[0];
}

/** Whether a number can be a step. */
export function isWhole({ value }: PrintedNumber): boolean {
  return /^\d+$/.test(value);
}

/** The number that is probably this metric: `val_acc` for `valid/accuracy`; else the last one. */
export function guessMetric(numbers: readonly PrintedNumber[], metric: string): PrintedNumber | undefined {
  const slash = metric.indexOf('/');
  const [split, own] = [metric.slice(0, slash), metric.slice(slash + 1)].map((word) => word.slice(0, 3).toLowerCase());
  const score = ({ name }: PrintedNumber): number => {
    const words = name.toLowerCase().split(/[\W_]+/);
    const begins = (start: string | undefined): number =>
      start !== undefined && words.some((word) => word.startsWith(start)) ? 1 : 0;
    return begins(own) * 2 + begins(split);
  };
  return numbers.reduce<PrintedNumber | undefined>(
    (best, one) => (best === undefined || score(one) >= score(best) ? one : best),
    undefined,
  );
}

/** Whether a name leaves no doubt that it is the loss on training examples. */
export function isTrainLoss({ name }: PrintedNumber): boolean {
  return /^(train|training)[\s_./-]*loss$/i.test(name);
}

const word = String.raw`[A-Za-z][\w./@-]*`;

/** Words, then a space, `:`, `=` or an opening bracket, then a number. */
const namedNumber = new RegExp(
  String.raw`(?<![\w.])(?<name>${word}(?: +${word})*)` +
    String.raw`(?<between>["']?(?:\s*[:=]\s*[[(]?\s*|\s+[[(]?\s*|[[(]\s*))` +
    String.raw`(?<value>[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|NaN|inf)\b)`,
  'g',
);

/** Text as a pattern in which any space may be wider; where `:`, `=` or a bracket parts the words, it may be missing. */
function spaced(text: string): string {
  const optional = /[:=[(]/.test(text);
  return text
    .split(/(\s+)/)
    .map((piece) =>
      /^\s+$/.test(piece) ? (optional ? '\\s*' : '\\s+') : piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    )
    .join('');
}

/** A name that a group can have, and that is not taken. */
function groupName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.trim().replaceAll(/\W+/g, '_');
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? plain : `${plain}_${count}`;
    if (!taken.has(id)) return id;
  }
}
