/**
 * One drawing for both themes: a light and a dark rendering of a figure differ only in colours, so each colour that
 * differs becomes a CSS custom property that the page sets by theme.
 */

/** A colour in the light and in the dark theme. */
export interface ColourPair {
  readonly light: string;
  readonly dark: string;
}

/** `colours` holds the custom properties that `svg` uses, by name; equal pairs have equal names in every drawing. */
export interface ThemedSvg {
  readonly svg: string;
  readonly colours: Readonly<Record<string, ColourPair>>;
}

/** Joins two drawings of one figure. Undefined where they differ in more than colours: then neither stands for both. */
export function pairThemes(light: string, dark: string): ThemedSvg | undefined {
  const colours: Record<string, ColourPair> = {};
  const other = [...dark.matchAll(COLOUR)].map(([, , colour]) => colour);
  let index = 0;
  const svg = light.replace(COLOUR, (whole, name: string, colour: string) => {
    const pair = { light: colour, dark: other[index++] ?? colour };
    if (pair.light === pair.dark) return whole;
    const property = propertyOf(pair);
    colours[property] = pair;
    return ` ${name}="var(${property})"`;
  });
  return withoutColours(light) === withoutColours(dark) ? { svg, colours } : undefined;
}

/** Colours that Vega writes as attributes; references to gradients are structure. */
const COLOUR = / (fill|stroke|stop-color)="(?!url\()([^"]*)"/g;

function withoutColours(svg: string): string {
  return svg.replace(COLOUR, ' $1=""');
}

function propertyOf({ light, dark }: ColourPair): string {
  return `--c-${slug(light)}-${slug(dark)}`;
}

function slug(colour: string): string {
  return colour
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
