/**
 * Colours and type of the figures. Specifications name roles (`style: 'feasible'`), never colours; a theme gives each role
 * its colour, so one specification serves light, dark and print. Hues are those of M. Okabe and K. Ito, Color Universal
 * Design (2008), which stay apart for colour-blind readers; shape or label always tells the same thing again.
 */
import type { Specification } from './figure.ts';

export type Theme = 'light' | 'dark' | 'print';

/** A colour for each role, distinct within a theme, so that a drawing can be recoloured role by role. */
export interface Palette {
  readonly background: string;
  readonly ink: string;
  readonly axis: string;
  readonly grid: string;
  /** Everything that stands behind: other trials' curves. */
  readonly muted: string;
  readonly feasible: string;
  readonly best: string;
  readonly infeasible: string;
  readonly baseline: string;
  readonly reference: string;
  /** The noise floor's band. */
  readonly band: string;
  readonly series: readonly [string, string, string];
  /** What has an order: of the least and the greatest, the greatest stands out. Single hue, lightness alone tells. */
  readonly ramp: readonly [string, string, string];
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#fffffe',
    ink: '#1f2328',
    axis: '#6b7280',
    grid: '#e9ebee',
    muted: '#c3c8cf',
    feasible: '#56b4e9',
    best: '#0072b2',
    infeasible: '#d55e00',
    baseline: '#2b2f36',
    reference: '#7a6a00',
    band: '#eceff3',
    series: ['#0072b3', '#e69f00', '#009e73'],
    ramp: ['#a9d3ee', '#3b92cc', '#08376b'],
  },
  dark: {
    background: '#16191d',
    ink: '#e6e8eb',
    axis: '#9aa1ab',
    grid: '#2a2f36',
    muted: '#4b525c',
    feasible: '#3f86b5',
    best: '#7cc7f2',
    infeasible: '#f0803c',
    baseline: '#dfe3e8',
    reference: '#e8d44d',
    band: '#252a31',
    series: ['#56b4e9', '#e69f01', '#1fc296'],
    ramp: ['#2f5877', '#5aa5da', '#dff1ff'],
  },
  print: {
    background: '#ffffff',
    ink: '#000000',
    axis: '#444444',
    grid: '#e2e2e2',
    muted: '#bdbdbd',
    feasible: '#56b4ea',
    best: '#0072b4',
    infeasible: '#d55e01',
    baseline: '#111111',
    reference: '#6b5d00',
    band: '#ebebeb',
    series: ['#0072b5', '#e69f02', '#009e74'],
    ramp: ['#a9d3ef', '#3b92cd', '#08376c'],
  },
};

const font = 'DejaVu Sans, Helvetica, Arial, sans-serif';

/** The specification with a theme's colours and type. */
export function themed(spec: Specification, theme: Theme): Specification {
  const palette = palettes[theme];
  return { ...spec, background: palette.background, config: configOf(palette) };
}

function configOf(palette: Palette): Specification {
  const label = { font, fontSize: 11 };
  const halo = { color: palette.background, stroke: palette.background, strokeWidth: 3.5, strokeJoin: 'round' };
  return {
    font,
    padding: 6,
    view: { stroke: null },
    title: {
      font,
      fontSize: 12,
      fontWeight: 600,
      lineHeight: 16,
      color: palette.ink,
      anchor: 'start',
      frame: 'bounds',
      offset: 8,
    },
    axis: {
      labelFont: font,
      labelFontSize: 11,
      labelColor: palette.axis,
      titleFont: font,
      titleFontSize: 12,
      titleFontWeight: 400,
      titleColor: palette.ink,
      titlePadding: 8,
      domainColor: palette.axis,
      tickColor: palette.axis,
      tickSize: 4,
      gridColor: palette.grid,
      labelOverlap: 'greedy',
    },
    axisX: { grid: false },
    axisY: { domain: false, ticks: false },
    legend: {
      labelFont: font,
      labelFontSize: 11,
      labelColor: palette.ink,
      titleFont: font,
      titleFontSize: 11,
      titleColor: palette.axis,
      symbolStrokeWidth: 2.5,
    },
    range: { category: [...palette.series], ramp: [...palette.ramp], ordinal: [...palette.ramp] },
    style: {
      feasible: { filled: true, color: palette.feasible, opacity: 0.9, size: 36 },
      censored: { filled: false, color: palette.feasible, opacity: 1, size: 34, strokeWidth: 1.4 },
      hollow: { filled: false, color: palette.infeasible, opacity: 1, size: 34, strokeWidth: 1.2 },
      infeasible: { filled: false, color: palette.infeasible, opacity: 1, size: 42, strokeWidth: 1.8 },
      'off-scale': { filled: true, color: palette.feasible, opacity: 1, size: 42 },
      best: { filled: true, color: palette.best, opacity: 1, size: 130, stroke: palette.background, strokeWidth: 0.6 },
      'best-label': { ...label, color: palette.ink, fontWeight: 600 },
      baseline: { filled: true, color: palette.baseline, opacity: 1, size: 60 },
      'baseline-rule': { color: palette.baseline, opacity: 0.75, strokeDash: [4, 3], strokeWidth: 1 },
      limit: { color: palette.infeasible, strokeWidth: 1.6, strokeDash: [5, 3] },
      'off-label': { ...label, color: palette.axis },
      'infeasible-label': { ...label, color: palette.infeasible },
      'baseline-label': { ...label, color: palette.baseline },
      reference: { filled: true, color: palette.reference, opacity: 1, size: 60 },
      band: { color: palette.band, opacity: 1 },
      muted: { color: palette.muted, opacity: 0.8, strokeWidth: 0.9 },
      highlight: { strokeWidth: 2, opacity: 1 },
      'best-step': { filled: true, opacity: 1, size: 46, stroke: palette.background, strokeWidth: 1 },
      bar: { color: palette.feasible, opacity: 1 },
      'share-interval': { color: palette.ink, opacity: 0.8, strokeWidth: 1.2 },
      'feasible-line': { color: palette.feasible, opacity: 0.55, strokeWidth: 1 },
      'infeasible-line': { color: palette.infeasible, opacity: 0.55, strokeWidth: 0.9 },
      'axis-rule': { color: palette.axis, opacity: 0.8, strokeWidth: 1 },
      'axis-label': { ...label, color: palette.axis },
      'axis-halo': { ...label, ...halo },
      'axis-name': { ...label, color: palette.ink, fontSize: 12 },
      'reference-rule': { color: palette.reference, opacity: 0.9, strokeDash: [5, 3], strokeWidth: 1.3 },
      'reference-label': { ...label, color: palette.reference },
      interval: { color: palette.best, opacity: 0.8, strokeWidth: 1.4 },
      'diagnosed-rule': { color: palette.infeasible, opacity: 0.9, strokeDash: [2, 2], strokeWidth: 1.2 },
      diagnosed: { filled: false, color: palette.infeasible, opacity: 1, size: 60, strokeWidth: 1.6 },
      'diagnosed-halo': { ...label, ...halo },
      'diagnosed-label': { ...label, color: palette.infeasible },
    },
  };
}
