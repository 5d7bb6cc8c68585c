/** A comparison's decision on the page: what it rests on, how it stood at each look, and the runs themselves. */
import { numberText } from '../columns.ts';
import { decisionFacts, decisionReportTexts as texts, nextStep, type ReportedDecision } from '../decision.ts';
import { markup, type Markup } from './markup.ts';

export function decisionMarkup(decision: ReportedDecision | undefined): Markup | undefined {
  if (decision === undefined) return undefined;
  const { looks, runs } = decision;
  const next = nextStep(decision);
  return markup`<section id="decision">
    <h2>${texts.heading().text}</h2>
    ${decisionFacts(decision).map((fact) => markup`<p>${fact}</p>`)}
    ${next === null ? undefined : markup`<p class="do">${next}</p>`}
    ${looks.length === 0 ? undefined : markup`<h3>${texts.looks().text}</h3>${tableMarkup(texts.looks().text, lookColumns, looks)}`}
    ${runs.length === 0 ? undefined : markup`<h3>${texts.runs().text}</h3>${tableMarkup(texts.runs().text, runColumns, runs)}`}
  </section>`;
}

interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
}

type Look = ReportedDecision['looks'][number];
type Pair = ReportedDecision['runs'][number];

const lookColumns: readonly Column<Look>[] = [
  { heading: texts.pairs().text, cell: ({ pairs }) => String(pairs) },
  { heading: texts.effectColumn().text, cell: ({ effect }) => numberText(effect) },
  {
    heading: texts.intervalColumn().text,
    cell: ({ interval }) =>
      interval === null ? '' : texts.interval({ low: numberText(interval.low), high: numberText(interval.high) }).text,
  },
  { heading: texts.betterColumn().text, cell: ({ better }) => numberText(better, 2) },
];

const runColumns: readonly Column<Pair>[] = [
  { heading: texts.seed().text, cell: ({ seed }) => String(seed) },
  { heading: texts.candidateColumn().text, cell: ({ candidate }) => runText(candidate) },
  { heading: texts.baselineColumn().text, cell: ({ baseline }) => runText(baseline) },
];

function runText({ trial, result, value }: Pair['candidate']): string {
  const words = {
    feasible: value === null ? '' : numberText(value),
    infeasible: texts.runInfeasible().text,
    lost: texts.runLost().text,
    pending: texts.runPending().text,
  };
  return texts.run({ value: words[result], trial }).text;
}

function tableMarkup<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="decision">
      <thead>
        <tr>
          ${columns.map(({ heading }) => markup`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${columns.map(({ cell }) => markup`<td>${cell(row)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
