/** Every figure of a round, in the order of a report: what was learned, the axes, the curves, the steps. */
import { metricsOf, variedAcross, type RoundView } from '../insight/index.ts';
import { axisPlot } from './axis-plot.ts';
import { bestStepHistogram } from './best-step-histogram.ts';
import { curvesFigure } from './curves.ts';
import type { Figure } from './figure.ts';
import { isolationFigure } from './isolation-figure.ts';
import { noiseFloorFigure } from './noise-floor-figure.ts';

/** Figures that the record cannot fill are left out. Findings refer to the ids. */
export function figuresOf(view: RoundView): readonly Figure[] {
  const searches = view.round.studies.filter(({ purpose }) => purpose === 'search');
  return [
    isolationFigure(view),
    ...metricsOf(view).map((metric) => noiseFloorFigure(view, metric)),
    ...variedAcross(searches).map((hyperparameter) => axisPlot(view, hyperparameter)),
    curvesFigure(view),
    bestStepHistogram(view),
  ].filter((figure) => figure !== null);
}
