export { axisPlot, axisPlotTexts } from './axis-plot.ts';
export { bestStepHistogram, bestStepHistogramTexts } from './best-step-histogram.ts';
export { curvesFigure, curvesTexts } from './curves.ts';
export type { Figure, Specification } from './figure.ts';
export { figuresOf } from './figures.ts';
export { isolationFigure, isolationFigureTexts } from './isolation-figure.ts';
export { noiseFloorFigure, noiseFloorFigureTexts } from './noise-floor-figure.ts';
export { palettes, themed, type Palette, type Theme } from './theme.ts';
