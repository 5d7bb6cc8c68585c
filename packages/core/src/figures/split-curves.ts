/**
 * Training and validation of a few trials, a panel each, on identical axes (method E): a mark stands where a diagnosis
 * says that something begins. Limits hold what comes after the first tenth of the reports, but no leap far beyond what
 * is usual; what leaves them is cut, what turns NaN ends in a ×.
 */
import type { Diagnosis } from '../diagnosis/index.ts';
import type { JudgedTrial } from '../insight/index.ts';
import { extent, sortedQuantile } from '../numeric/index.ts';
import type { Curve, Direction } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import { clip, type Limits } from './clip.ts';
import { metricChannel, stepChannel } from './curve-axes.ts';
import { pointsOf } from './curve-points.ts';
import { diagnosisName } from './diagnosis-names.ts';
import type { Specification } from './figure.ts';
import { cross } from './shapes.ts';
import { titleLines } from './title.ts';

const width = 200;
const height = 170;
const gap = 50;
const mostPoints = 200;
/** Positive values to be minimised that spread over more than this factor are drawn on a log axis. */
const wide = 10;
/** How far the limits may reach beyond nine tenths of the values, in units of what those spread over. */
const reach = 1.5;

export const splitCurvesTexts = defineTexts('split-curves', {
  trial: 'trial {trial}',
  training: 'training',
  validation: 'validation',
});

export interface SplitPanel {
  readonly trial: JudgedTrial;
  /** Where to set a mark. */
  readonly diagnoses: readonly Diagnosis[];
}

export interface SplitRequest {
  readonly panels: readonly SplitPanel[];
  /** At least one of them; each panel draws those that its trial reports. */
  readonly training: string | null;
  readonly validation: string | null;
  readonly direction: Direction;
  readonly maxSteps: number;
  readonly stepUnit: string;
  readonly claim: string;
  /** Values that the axis must hold, so that what they are compared with has its size. */
  readonly always?: readonly number[];
}

/** Null where no panel has a finite value. */
export function splitCurves(request: SplitRequest): Specification | null {
  const drawn = request.panels.flatMap((panel): Drawn[] => {
    const lines = linesOf(panel, request);
    return lines.length === 0 ? [] : [{ panel, lines }];
  });
  const limits = limitsOf(
    drawn.flatMap(({ lines }) => lines.map(({ curve }) => curve)),
    request,
  );
  if (limits === null) return null;
  const both = new Set(drawn.flatMap(({ lines }) => lines.map(({ split }) => split))).size > 1;
  const total = drawn.length * width + (drawn.length - 1) * gap;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: titleLines(request.claim, total) },
    spacing: 16,
    resolve: { legend: { color: 'independent', strokeDash: 'independent' } },
    hconcat: drawn.map((each, index) => panelOf(each, request, { limits, first: index === 0, both })),
  };
}

interface Line {
  readonly split: 'training' | 'validation';
  readonly curve: Curve;
}

interface Drawn {
  readonly panel: SplitPanel;
  readonly lines: readonly Line[];
}

function linesOf({ trial }: SplitPanel, { training, validation }: SplitRequest): readonly Line[] {
  return (['training', 'validation'] as const).flatMap((split): Line[] => {
    const metric = split === 'training' ? training : validation;
    const curve = trial.record.curves.find((candidate) => candidate.metric === metric);
    return curve === undefined || !curve.values.some((value) => Number.isFinite(value)) ? [] : [{ split, curve }];
  });
}

interface Frame {
  readonly limits: Limits;
  readonly first: boolean;
  /** Whether both splits are drawn in some panel; of one alone the axis says which. */
  readonly both: boolean;
}

function panelOf({ panel, lines }: Drawn, request: SplitRequest, { limits, first, both }: Frame): Specification {
  const { maxSteps, stepUnit } = request;
  const rows = lines.flatMap(({ split, curve }) =>
    clip(pointsOf(curve, mostPoints), limits).flatMap((part, index) =>
      part.map(({ step, value }) => ({
        x: step,
        y: value,
        part: index,
        trial: panel.trial.record.id,
        series: splitCurvesTexts[split]().text,
      })),
    ),
  );
  const x = stepChannel(stepUnit, Math.max(maxSteps, extent(rows.map(({ x: step }) => step))[1], 1), 4);
  const y = metricChannel(first ? titleOf(lines, both) : null, limits);
  const splits = [splitCurvesTexts.validation().text, splitCurvesTexts.training().text];
  const color = {
    field: 'series',
    type: 'nominal',
    scale: { domain: splits },
    legend: first && both ? { title: null, orient: 'bottom', direction: 'horizontal', symbolType: 'stroke' } : null,
  };
  const strokeDash = {
    field: 'series',
    type: 'nominal',
    scale: {
      domain: splits,
      range: [
        [1, 0],
        [4, 3],
      ],
    },
    legend: null,
  };
  const marks = marksOf(panel, limits);
  return {
    width,
    height,
    title: { text: splitCurvesTexts.trial({ trial: panel.trial.record.id }).text, fontWeight: 400, fontSize: 12 },
    layer: [
      { data: { values: marks }, mark: { type: 'rule', style: 'diagnosed-rule' }, encoding: { x } },
      {
        data: { values: rows },
        mark: { type: 'line', style: 'highlight', aria: false },
        encoding: { x, y, color, strokeDash, detail: { field: 'part' } },
      },
      {
        data: { values: endsOf(lines, limits) },
        mark: { type: 'point', style: 'infeasible', shape: cross },
        encoding: { x, y },
      },
      ...(['left', 'right'] as const).map((align) => ({
        data: { values: marks.filter((mark) => (mark.x > 0.55 * maxSteps ? 'right' : 'left') === align) },
        mark: { type: 'text', style: 'diagnosed-label', align, dx: align === 'left' ? 4 : -4, baseline: 'top' },
        encoding: { x, y, text: { field: 'label' } },
      })),
    ],
  };
}

/** `error` of `valid/error` where both splits are drawn, else the whole name. */
function titleOf(lines: readonly Line[], both: boolean): string {
  const metric = lines[0]?.curve.metric ?? '';
  return both ? metric.slice(metric.lastIndexOf('/') + 1) : metric;
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** The labels of several marks stand below one another. */
function marksOf({ diagnoses }: SplitPanel, { log, domain: [low, high] }: Limits): readonly Mark[] {
  return diagnoses.map(({ step, code }, row) => {
    const share = 1 - 0.02 - 0.08 * row;
    const y = log ? low * (high / low) ** share : low + share * (high - low);
    return { x: step, y, label: diagnosisName(code) };
  });
}

/** Where curves turned NaN or infinite for good. */
function endsOf(lines: readonly Line[], { domain: [low, high] }: Limits): readonly { x: number; y: number }[] {
  return lines.flatMap(({ curve: { steps, values } }) => {
    const last = values.findLastIndex((value) => Number.isFinite(value));
    const [x, y] = [steps[last], values[last]];
    const ends = x === undefined || y === undefined || last === values.length - 1;
    return ends ? [] : [{ x, y: Math.min(high, Math.max(low, y)) }];
  });
}

/** Null without a finite value. */
function limitsOf(curves: readonly Curve[], { direction, always = [] }: SplitRequest): Limits | null {
  const later = curves.flatMap(({ values }) => {
    const finite = values.filter((value) => Number.isFinite(value));
    return finite.slice(Math.min(finite.length - 1, Math.floor(finite.length / 10)));
  });
  if (later.length === 0) return null;
  const sign = direction === 'minimize' ? 1 : -1;
  const badness = Float64Array.from(later, (value) => sign * value).sort();
  const [best, usual] = [sortedQuantile(badness, 0), sortedQuantile(badness, 0.9)];
  const worst = Math.min(sortedQuantile(badness, 1), usual + reach * (usual - best || Math.abs(usual) || 1));
  const [low, high] = extent([sign * best, sign * worst, ...always]);
  if (direction === 'minimize' && low > 0 && high / low > wide) {
    const factor = (high / low) ** 0.05;
    return { log: true, domain: [low / factor, high * factor] };
  }
  const size = high > low ? high - low : Math.max(Math.abs(low) * 0.1, 1e-6);
  // Room above for the labels of the marks.
  return { log: false, domain: [low - 0.05 * size, high + 0.12 * size] };
}
