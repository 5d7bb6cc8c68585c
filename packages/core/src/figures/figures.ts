/** Every figure of a round, in the order of a report: what was learned, the axes, the curves, the steps. */
import { metricsOf, variedAcross, type RoundView } from '../insight/index.ts';
import { axisPlot } from './axis-plot.ts';
import { bestStepHistogram } from './best-step-histogram.ts';
import { curvesFigure } from './curves.ts';
import { densityFigures } from './density-figure.ts';
import { diagnosedFigures, trainValidFigure } from './diagnosed-curves.ts';
import type { Figure } from './figure.ts';
import { gradientNormFigure } from './gradient-norm.ts';
import { isolationFigures } from './isolation-figure.ts';
import { noiseFloorFigure } from './noise-floor-figure.ts';
import { sensitivityFigures } from './sensitivity-figures.ts';
import { parallelCoordinates } from './parallel-coordinates.ts';
import { rateSweep } from './rate-sweep.ts';
import { regionPlots } from './region-plot.ts';

/** Figures that the record cannot fill are left out. Findings refer to the ids. */
export function figuresOf(view: RoundView): readonly Figure[] {
  const searches = view.round.studies.filter(({ purpose }) => purpose === 'search');
  return [
    ...isolationFigures(view),
    ...metricsOf(view).map((metric) => noiseFloorFigure(view, metric)),
    ...densityFigures(view),
    ...sensitivityFigures(view),
    ...variedAcross(searches).map((hyperparameter) => axisPlot(view, hyperparameter)),
    ...regionPlots(view),
    parallelCoordinates(view),
    rateSweep(view),
    curvesFigure(view),
    trainValidFigure(view),
    ...diagnosedFigures(view),
    bestStepHistogram(view),
    gradientNormFigure(view),
  ].filter((figure) => figure !== null);
}
