/**
 * Draws a Vega-Lite specification, as a chunk that is loaded when the first figure comes near. Expressions are interpreted,
 * because the page forbids making code from text; nothing is loaded, because figures hold their data.
 */
import { loader, logger, None, parse, View, type Loader } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { themed, type Specification, type Theme } from '@attune/core/figures';
import { bulkOf } from './bulk-points.ts';
import type { Drawing } from './drawing.ts';
import { paintBulk } from './paint-bulk.ts';
import { spotsOf, type Spots } from './spots.ts';

export async function drawVega(spec: Specification, theme: Theme, density: number): Promise<Drawing> {
  const bulk = bulkOf(spec);
  const view = viewOf(bulk?.rest ?? spec, theme, bulk === null ? {} : { background: 'transparent' });
  try {
    await view.runAsync();
    const above = await view.toCanvas(density);
    const [originX, originY] = view.origin();
    const padding = view.padding();
    const pad = typeof padding === 'number' ? { left: padding, top: padding } : { left: 0, top: 0, ...padding };
    const [left, top] = [originX + pad.left, originY + pad.top];
    const { root } = view.scenegraph() as unknown as { readonly root: object };
    const spots = spotsOf(root, left, top);
    const size = { width: above.width / density, height: above.height / density, svg: () => svgOf(spec, theme) };
    if (bulk === null) return { canvas: above, spots, ...size };
    const painted = paintBulk(bulk.points, { view, above, left, top, theme, density });
    return { canvas: painted.canvas, spots: joined(painted.spots, spots), ...size };
  } finally {
    view.finalize();
  }
}

function joined(below: Pick<Spots, 'trial' | 'x' | 'y'>, above: Spots): Spots {
  const both = (name: 'x' | 'y') => Float64Array.from([...below[name], ...above[name]]);
  return {
    trial: Int32Array.from([...below.trial, ...above.trial]),
    x: both('x'),
    y: both('y'),
    lines: above.lines,
    areas: above.areas,
  };
}

async function svgOf(spec: Specification, theme: Theme): Promise<string> {
  const view = viewOf(spec, theme);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

function viewOf(spec: Specification, theme: Theme, look: Specification = {}): View {
  // The library marks the rows that it is given.
  const own = { ...structuredClone(themed(spec, theme)), ...look };
  const config = { ...(own['config'] as Specification), aria: false };
  const lite = { ...own, config } as unknown as TopLevelSpec;
  const compiled = compile(lite, { logger: logger(None) }).spec;
  return new View(parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'none',
    logLevel: None,
    loader: offline(),
  } as never);
}

function offline(): Loader {
  const refuse = (uri: string): Promise<never> => Promise.reject(new Error(`a figure may not load ${uri}`));
  return { ...loader(), load: refuse, sanitize: refuse, http: refuse, file: refuse };
}
