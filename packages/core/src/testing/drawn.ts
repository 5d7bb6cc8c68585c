/** Draws a figure as its readers' programs do, and keeps what they complain of. */
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { themed, type Figure } from '../figures/index.ts';

export interface Drawn {
  readonly svg: string;
  readonly warnings: readonly string[];
}

export async function drawn({ spec }: Figure): Promise<Drawn> {
  const warnings: string[] = [];
  const keep = (...words: readonly unknown[]): typeof logger => {
    warnings.push(words.join(' '));
    return logger;
  };
  const quiet = (): typeof logger => logger;
  const logger = {
    level: quiet,
    error: keep,
    warn: keep,
    info: quiet,
    debug: quiet,
  } as unknown as vega.LoggerInterface;
  const compiled = compile(themed(spec, 'light') as unknown as TopLevelSpec, { logger }).spec;
  const svg = await new vega.View(vega.parse(compiled), { renderer: 'none', logger }).toSVG();
  return { svg, warnings };
}

/** Every row of inline data, wherever it stands in a specification. */
export function dataOf(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(spec)) return spec.flatMap(dataOf);
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]: [string, unknown]) =>
    key === 'values' && Array.isArray(value) && typeof value[0] === 'object' ? value : dataOf(value),
  );
}
