/** Diamonds on curves where a diagnosis of theirs begins; the first of each kind is named, clear of the curves. */
import type { Diagnosis, DiagnosisCode } from '../diagnosis/index.ts';
import { rounded } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { cleared, labelBox, type Box, type Pixel } from './clear-height.ts';
import type { Limits } from './clip.ts';
import { diagnosisName } from './diagnosis-names.ts';
import type { Specification } from './figure.ts';

/** A diagnosis less sure than this is not drawn, nor one that says of a whole course, not of a step. */
const surely = 0.5;
const unmarked: readonly DiagnosisCode[] = [
  'still-improving',
  'late-variance',
  'periodic',
  'never-learns',
  'stuck-at-chance',
];
/** Pixels from a mark to its label, and from where on a line leads to the label. */
const distance = 8;
const apart = 10;
/** Half the size of a diamond. */
const reach = 5;
/** How much worse it is to cover a curve that the figure is about than one behind. */
const foreground = 10;
const sides = ['left', 'right'] as const;

/** A curve with what was diagnosed of its trial. */
export interface DiagnosedCurve {
  readonly trial: number;
  readonly curve: Curve;
  readonly diagnoses: readonly Diagnosis[];
}

/** The panel that the marks stand in. */
export interface MarkedPanel {
  readonly width: number;
  readonly height: number;
  readonly limits: Limits;
  /** The last step of the axis, which begins at 0. */
  readonly lastStep: number;
  /** What is drawn, in steps and values: a label keeps clear of it. */
  readonly drawn: readonly (readonly { readonly x: number; readonly y: number; readonly trial: number }[])[];
  /** Trials whose curves stand in front. */
  readonly best: readonly number[];
  /** Other things to keep clear of. */
  readonly taken: readonly Box[];
  readonly x: Specification;
  readonly y: Specification;
}

export function diagnosedMarks(curves: readonly DiagnosedCurve[], panel: MarkedPanel): readonly Specification[] {
  const marks = labelled(
    curves.flatMap((curve) => marksOf(curve, panel.limits)),
    panel,
  );
  const { x, y } = panel;
  return [
    {
      data: { values: marks.filter((mark) => mark.led) },
      mark: { type: 'rule', style: 'diagnosed-rule' },
      encoding: { x, y, y2: { field: 'labelY' } },
    },
    {
      data: { values: marks },
      mark: { type: 'point', style: 'diagnosed', shape: 'diamond' },
      encoding: { x, y },
    },
    ...sides.flatMap((align) =>
      // A halo first: where no height is clear, the name is still read over the curves.
      (['diagnosed-halo', 'diagnosed-label'] as const).map((style) => ({
        data: { values: marks.filter(({ label, side }) => label !== '' && side === align) },
        mark: { type: 'text', style, align, baseline: 'middle', dx: align === 'left' ? distance : -distance },
        encoding: { x, y: { ...y, field: 'labelY' }, text: { field: 'label' } },
      })),
    ),
  ];
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly trial: number;
  readonly code: DiagnosisCode;
}

function marksOf({ trial, curve, diagnoses }: DiagnosedCurve, { domain: [low, high] }: Limits): readonly Mark[] {
  return diagnoses.flatMap(({ code, metric, step, confidence }): Mark[] => {
    const value = curve.values[curve.steps.findIndex((at) => at >= step)];
    if (metric !== curve.metric || confidence < surely || unmarked.includes(code) || value === undefined) return [];
    return value >= low && value <= high ? [{ x: step, y: rounded(value, 5), trial, code }] : [];
  });
}

interface Labelled extends Mark {
  readonly label: string;
  /** Which end of the label is at the mark. */
  readonly side: 'left' | 'right';
  readonly labelY: number;
  readonly led: boolean;
}

function labelled(marks: readonly Mark[], panel: MarkedPanel): readonly Labelled[] {
  const { width, height, limits, lastStep } = panel;
  const { forward, back } = limits.log ? { forward: Math.log, back: Math.exp } : linear;
  const [low, high] = limits.domain.map(forward);
  const [from, size] = [low ?? 0, (high ?? 1) - (low ?? 0)];
  const pixel = ({ x, y }: { readonly x: number; readonly y: number }): Pixel => ({
    x: (width * x) / lastStep,
    y: height * (1 - (forward(y) - from) / size),
  });
  const lines = panel.drawn.map((line) => ({
    points: line.map(pixel),
    weight: panel.best.includes(line[0]?.trial ?? 0) ? foreground : 1,
  }));
  const taken = [...panel.taken, ...marks.map((mark) => around(pixel(mark)))];
  const told = new Set<DiagnosisCode>();
  return marks.map((mark): Labelled => {
    if (told.has(mark.code)) return { ...mark, label: '', side: 'left', labelY: mark.y, led: false };
    told.add(mark.code);
    const label = diagnosisName(mark.code);
    const at = pixel(mark);
    const places = sides.flatMap((side) => {
      const box = labelBox(at, label, side, distance);
      return box.left < 0 || box.right > width ? [] : [{ side, box, ...cleared(box, lines, taken, height) }];
    });
    const [place] = places.toSorted((a, b) => a.cost - b.cost || Math.abs(a.shift) - Math.abs(b.shift));
    if (place === undefined) return { ...mark, label, side: 'left', labelY: mark.y, led: false };
    const { side, box, shift } = place;
    taken.push({ ...box, top: box.top + shift, bottom: box.bottom + shift });
    const labelY = rounded(back(from + size * (1 - (at.y + shift) / height)), 6);
    return { ...mark, label, side, labelY, led: Math.abs(shift) > apart };
  });
}

function around({ x, y }: Pixel): Box {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

const linear = { forward: (value: number): number => value, back: (value: number): number => value };
