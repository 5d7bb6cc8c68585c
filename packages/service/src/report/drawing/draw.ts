/**
 * Draws a Vega-Lite specification as SVG without a browser. Nothing is loaded: data stands in the specification, and
 * any address in it is refused.
 */
import * as vega from 'vega';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import { textWidth, type Specification } from '@attune/core/figures';
import { AttuneError } from '@attune/core/errors';
import { printable } from '../escape.ts';
import { compactSvg } from './compact-svg.ts';
import { reportTexts } from '../texts.ts';
import { describeTrials, namedTrials } from './trial-marks.ts';

/**
 * The drawing as an `<svg>` element; the same specification gives the same text. Marks of a trial carry its number as
 * `data-trial`. Takes 50–300 ms.
 */
export async function drawSvg(spec: Specification): Promise<string> {
  // Without a canvas Vega guesses 0.8 em a character and cuts labels that would fit.
  vega.textMetrics.width = (item, text) => {
    const weight = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600 ? 'bold' : 'normal';
    return textWidth(typeof text === 'string' ? text : String(text), item.fontSize ?? 11, weight);
  };
  const lite = { ...spec, config: { ...configOf(spec), aria: false } } as unknown as TopLevelSpec;
  const view = new vega.View(vega.parse(compile(lite, { logger: silent() }).spec), {
    renderer: 'none',
    logLevel: vega.None,
    loader: offline(),
  });
  try {
    await view.runAsync();
    describeTrials(view.scenegraph());
    return compactSvg(printable(namedTrials(await view.toSVG())));
  } finally {
    view.finalize();
  }
}

function configOf(spec: Specification): object {
  return typeof spec.config === 'object' && spec.config !== null ? spec.config : {};
}

/** Warnings about a specification are for its author's tests, not for a user's terminal. */
function silent(): ReturnType<typeof vega.logger> {
  return vega.logger(vega.None);
}

/** A loader that loads nothing: Vega would read files and addresses that a specification names. */
function offline(): vega.Loader {
  const refuse = (uri: string): Promise<never> =>
    Promise.reject(new AttuneError('invalid', reportTexts.figureLoads({ uri })));
  return { options: {}, fileAccess: false, load: refuse, sanitize: refuse, http: refuse, file: refuse } as vega.Loader;
}
