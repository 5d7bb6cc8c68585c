/** Colours and type of the whole dashboard; colours of data come from the figures' theme in the core, the ground too. */
import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import { palettes, type Palette } from '@attune/core/figures';

export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  fontFamily: 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  autoContrast: true,
});

/** Words on a pale ground of their own colour: darker than the library has them, so that they can be read. */
const inks = Object.fromEntries(
  ['blue', 'gray', 'green', 'orange', 'red', 'teal', 'yellow'].map((colour) => [
    `--mantine-color-${colour}-light-color`,
    `color-mix(in srgb, var(--mantine-color-${colour}-9), black 35%)`,
  ]),
);

/** The page has the figures' ground and ink, so that no figure lies on it like a sheet. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...ground(palettes.light), ...inks },
  dark: ground(palettes.dark),
});

function ground({ background, ink, axis }: Palette): Record<string, string> {
  return {
    '--mantine-color-body': background,
    '--mantine-color-text': ink,
    '--mantine-color-dimmed': axis,
    '--mantine-color-placeholder': axis,
  };
}
