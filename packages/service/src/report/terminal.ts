/** The report as one screenful of text: the verdict, what was learned with evidence and what to do, the best trials. */
import { shown } from '@attune/core/texts';
import { bestRows, type BestRow } from './best-rows.ts';
import { numberText, valueText, varyingColumns } from './columns.ts';
import { decisionFacts, decisionReportTexts, lookLines, nextStep } from './decision.ts';
import type { ReportDocument } from './document.ts';
import { findingsToRead, opensWith } from './verdict.ts';
import { printable } from './escape.ts';
import { countTexts, statusText } from './progress.ts';
import { opening, sentence } from './sentence.ts';
import { reportTexts } from './texts.ts';
import { displayWidth, wrap } from './wrap.ts';

/** Colours a text for the terminal, or returns it as it is; picocolors has this shape. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export const noColours: Colours = {
  bold: (text) => text,
  dim: (text) => text,
  green: (text) => text,
  yellow: (text) => text,
  cyan: (text) => text,
};

/** Lines of at most `width` columns (20 at least), ended by a newline. */
export function terminalReport(document: ReportDocument, width: number, colours: Colours): string {
  const columns = Math.max(20, width);
  const { project, round, verdict, status: standing } = document;
  const line = reportTexts.roundLine({ project, round: round.number, goal: round.goal }).text;
  const status = [statusText(standing, standing), ...countTexts(standing)].map(({ text }) => text).join(', ');
  const blocks = [
    [
      ...wrap(line, columns).map(colours.dim),
      ...(round.question === '' ? [] : wrap(round.question, columns).map(colours.bold)),
      ...wrap(status, columns).map(colours.dim),
      ...(standing.failures === null ? [] : wrap(sentence(standing.failures), columns).map(colours.yellow)),
    ],
    wrap(sentence(verdict), columns).map(colours.bold),
    decisionBlock(document, columns, colours),
    ...findingBlocks(findingsToRead(document), verdict.text, columns, colours),
    topTrials(document, columns, colours),
    closing(document, columns, colours),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function decisionBlock({ decision }: ReportDocument, width: number, colours: Colours): readonly string[] {
  if (decision === null) return [];
  const facts = decisionFacts(decision).flatMap((fact) => wrap(fact, width));
  const looks = lookLines(decision).slice(-MOST_LOOKS);
  const course =
    looks.length === 0
      ? []
      : [
          `${decisionReportTexts.looks().text}:`,
          ...looks.flatMap((look) => wrap(look, width - INDENT.length).map((line) => `${INDENT}${line}`)),
        ];
  const go = nextStep(decision);
  return [...facts, ...course.map(colours.dim), ...(go === null ? [] : wrap(go, width)).map(colours.green)];
}

/** Of how a comparison stood after each pair: the latest; the page has all. */
const MOST_LOOKS = 8;

type Finding = ReportDocument['findings'][number];
type Told = Pick<Finding, 'headline' | 'advice'>;

/**
 * The first findings in full, as long as they leave the report a screenful; those after them by their headline. The first
 * is always told in full, and so are all where they fit.
 */
function findingBlocks(
  findings: readonly Finding[],
  verdict: string,
  width: number,
  colours: Colours,
): readonly (readonly string[])[] {
  if (findings.length === 0) return [];
  const blocks = findings.map((finding) => findingLines(finding, verdict, width, colours));
  const ends = blocks.map((_, i) => blocks.slice(0, i + 1).reduce((sum, block) => sum + block.length + 1, 0));
  const full = Math.max(1, ends.filter((end) => end <= FINDING_LINES).length);
  const [first = [], ...rest] = blocks.slice(0, full);
  const short = findings.slice(full).flatMap((finding) => headlineLines(finding, verdict, width, colours));
  const told = [[colours.bold(reportTexts.learned().text), ...first], ...rest];
  return short.length === 0 ? told : [...told, [colours.bold(reportTexts.shorter().text), ...short]];
}

/** Lines of a screenful that findings may take: of fifty, what the verdict and the best trials leave. */
const FINDING_LINES = 32;

function headlineLines(finding: Finding, verdict: string, width: number, colours: Colours): readonly string[] {
  if (opensWith(verdict, finding.headline)) return [];
  return signed(finding, wrap(opening(finding.headline), width - INDENT.length), colours);
}

/** A finding whose headline opens the verdict does not say it again. */
function findingLines(finding: Finding, verdict: string, width: number, colours: Colours): readonly string[] {
  const inner = width - INDENT.length;
  const headline = opensWith(verdict, finding.headline) ? [] : wrap(opening(finding.headline), inner);
  const explanation = finding.explanation.flatMap((message) => wrap(sentence(message), inner)).map(colours.dim);
  const { trials } = finding.evidence;
  const evidence =
    trials.length === 0
      ? []
      : wrap(`${reportTexts.evidenceTrials({ count: trials.length }).text} ${trialList(trials)}`, inner);
  const advice =
    finding.advice === undefined ? [] : wrap(`${reportTexts.toDo().text}: ${sentence(finding.advice)}`, inner);
  const also = (finding.also ?? []).flatMap((one) => wrap(alsoText(one, finding), inner));
  const lines = [
    ...headline,
    ...explanation,
    ...also.map(colours.dim),
    ...evidence.map(colours.dim),
    ...advice.map(colours.green),
  ];
  return signed(finding, lines, colours);
}

/** Advice that the telling finding gives too is not said again. */
function alsoText({ headline, advice }: Told, teller: Told): string {
  const said = sentence(reportTexts.also({ headline: headline.text }));
  return advice === undefined || advice.text === teller.advice?.text
    ? said
    : `${said} ${reportTexts.toDo().text}: ${sentence(advice)}`;
}

function signed({ severity }: Finding, lines: readonly string[], colours: Colours): readonly string[] {
  const { sign, colour } = signs[severity];
  return lines.map((line, index) => (index === 0 ? `${colours[colour](sign)} ${line}` : `${INDENT}${line}`));
}

const INDENT = '  ';

const signs: Readonly<
  Record<Finding['severity'], { readonly sign: string; readonly colour: 'yellow' | 'cyan' | 'dim' }>
> = {
  warning: { sign: '!', colour: 'yellow' },
  advice: { sign: '→', colour: 'cyan' },
  note: { sign: '·', colour: 'dim' },
};

/** The first few trials; a screenful does not list forty. */
function trialList(trials: readonly number[]): string {
  const few = trials.slice(0, MOST_TRIALS).join(', ');
  return trials.length > MOST_TRIALS ? `${few}, … (${trials.length})` : few;
}

const MOST_TRIALS = 12;

function topTrials(document: ReportDocument, width: number, colours: Colours): readonly string[] {
  const { round, trials: rows, decision } = document;
  const best = bestRows(document);
  // A comparison has two configurations, and the best of its runs was lucky.
  if (best.length === 0 || decision !== null) return [];
  const columns = varyingColumns(
    rows.map(({ configuration }) => configuration),
    Object.keys(round.roles),
  );
  const ids = best.map(({ trial }) => `★ ${trial}`);
  const objectives = best.map(({ objective }) => (objective === null ? '' : numberText(Number(objective))));
  const lines = best.flatMap((row, index) => {
    const start = `${INDENT}${pad(ids, index)}  ${pad(objectives, index)}  `;
    const details = wrap(detailsOf(row, columns, round), width - displayWidth(start));
    return details.map((text, part) => `${part === 0 ? start : ' '.repeat(displayWidth(start))}${text}`);
  });
  const mean = round.baselineMean;
  const baseline =
    mean === null
      ? []
      : wrap(reportTexts.baselineMean({ ...mean, value: numberText(Number(mean.value)) }).text, width - 2);
  const heading = `${reportTexts.top().text} (${round.objective.metric})`;
  return [
    ...wrap(heading, width).map(colours.bold),
    ...lines,
    ...baseline.map((line) => colours.dim(`${INDENT}${line}`)),
  ];
}

function detailsOf(
  { bestStep, configuration, runs }: BestRow,
  columns: readonly { readonly id: string; readonly name: string }[],
  { maxSteps, stepUnit: unit }: ReportDocument['round'],
): string {
  const values = columns.flatMap(({ id, name }) => {
    const value = configuration[id];
    return value === undefined ? [] : [`${name}=${valueText(value)}`];
  });
  // Of results alone, which have no curve, there is no step to tell.
  const step = maxSteps > 1 ? [reportTexts.atStep({ unit, step: shown(bestStep) }).text] : [];
  const repeated = runs > 1 ? [reportTexts.bestOfRuns({ count: runs }).text] : [];
  return [...step, ...repeated, ...values].join('  ');
}

function pad(texts: readonly string[], index: number): string {
  const most = Math.max(...texts.map(displayWidth));
  const text = printable(texts[index] ?? '');
  return ' '.repeat(most - displayWidth(text)) + text;
}

function closing({ caveats: fixed, reproduce }: ReportDocument, width: number, colours: Colours): readonly string[] {
  const caveats = fixed.map(({ hyperparameter, value }) =>
    reportTexts.caveat({ hyperparameter, value: valueText(value) }),
  );
  const again = reproduce === null ? [] : [reportTexts.reproduceShort()];
  return [...caveats, ...again].flatMap(({ text }) => wrap(text, width)).map(colours.dim);
}
