/** The page's style: its own rules, and each colour once for the light and once for the dark theme. Print is light. */
import { readFileSync } from 'node:fs';
import { palettes } from '@attune/core/figures';
import type { ColourPair } from '../drawing/theme-pair.ts';

/** The content of `<style>`; `drawn` are the custom properties that the drawings use. */
export function pageStyle(drawn: Readonly<Record<string, ColourPair>>): string {
  const pairs = Object.entries({ ...own, ...drawn });
  const light = pairs.map(([name, pair]) => `${name}:${pair.light};`).join('');
  const dark = pairs.map(([name, pair]) => `${name}:${pair.dark};`).join('');
  return [
    `:root{color-scheme:light;${light}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme='light']){color-scheme:dark;${dark}}}`,
    `@media screen{:root[data-theme='dark']{color-scheme:dark;${dark}}}`,
    readFileSync(new URL('page.css', import.meta.url), 'utf8'),
  ].join('\n');
}

/** Text colours reach a contrast of 4.5 : 1 on `paper` and `panel` in both themes. */
const own: Readonly<Record<string, ColourPair>> = {
  '--paper': { light: palettes.light.background, dark: palettes.dark.background },
  '--ink': { light: palettes.light.ink, dark: palettes.dark.ink },
  '--panel': { light: '#f5f6f8', dark: '#1d2228' },
  '--soft': { light: '#57606a', dark: '#a2abb6' },
  '--line': { light: '#d8dde3', dark: '#353c45' },
  '--accent': { light: '#0b5cad', dark: '#7fb8f0' },
  '--warning': { light: '#9a3412', dark: '#f2a272' },
  '--good': { light: '#116b4b', dark: '#6fcfa6' },
  '--star': { light: '#8a5a00', dark: '#e9b949' },
  '--feasible': { light: palettes.light.feasible, dark: palettes.dark.feasible },
  '--best': { light: palettes.light.best, dark: palettes.dark.best },
  '--infeasible': { light: palettes.light.infeasible, dark: palettes.dark.infeasible },
  '--baseline': { light: palettes.light.baseline, dark: palettes.dark.baseline },
  '--in-light': { light: 'block', dark: 'none' },
  '--in-dark': { light: 'none', dark: 'block' },
};
