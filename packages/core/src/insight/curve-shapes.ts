/** What the shapes of a round's curves tell a practised eye (method D15), each shape a finding of its own: `shapes/`. */
import type { Answer, Question } from './question.ts';
import { collapse, collapseTexts } from './shapes/collapse.ts';
import { earlyInstability, earlyInstabilityTexts } from './shapes/early-instability.ts';
import { fitGap, fitGapTexts } from './shapes/fit-gap.ts';
import { rateShapes, rateShapesTexts } from './shapes/rate-shapes.ts';
import { spikes, spikesTexts } from './shapes/spikes.ts';
import { stuck, stuckTexts } from './shapes/stuck.ts';

const shapes = [stuck, spikes, earlyInstability, collapse, rateShapes, fitGap];

export const curveShapes: Question = {
  code: 'curve-shapes',
  texts: {
    ...stuckTexts.table,
    ...spikesTexts.table,
    ...earlyInstabilityTexts.table,
    ...collapseTexts.table,
    ...rateShapesTexts.table,
    ...fitGapTexts.table,
  },
  ask(view, options): Answer {
    const answers = shapes.map((shape) => shape(view, options));
    return {
      findings: answers.flatMap(({ findings }) => findings),
      silent: answers.flatMap(({ silent }) => silent),
    };
  },
};
