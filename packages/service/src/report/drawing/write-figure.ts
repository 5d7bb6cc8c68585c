/** Figures as files, for papers, slides and other programs. */
import { extname } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { themed, type Figure, type Theme } from '@attune/core/figures';
import { drawSvg } from './draw.ts';
import { escapeXml } from '../escape.ts';
import { toPng } from './png.ts';
import { reportTexts } from '../texts.ts';
import { writeAtomically } from '../../files/index.ts';

/** Pixels of a PNG to a unit of the drawing: sharp on dense screens and in print. */
const PNG_SCALE = 2;

/**
 * Writes a figure by the extension of `path`: `.svg`, `.png`, or `.json` (its Vega-Lite specification).
 * Throws `unsupported` for any other.
 */
export async function writeFigure(figure: Figure, path: string, theme: Theme): Promise<void> {
  const extension = extname(path).toLowerCase();
  switch (extension) {
    case '.svg': {
      writeAtomically(path, await figureSvg(figure, theme));
      return;
    }
    case '.png': {
      writeAtomically(path, toPng(await figureSvg(figure, theme), PNG_SCALE));
      return;
    }
    case '.json': {
      writeAtomically(path, `${JSON.stringify(themed(figure.spec, theme), null, 2)}\n`);
      return;
    }
    default:
      throw new AttuneError('unsupported', reportTexts.figureExtension({ path, extension: extension || 'none' }));
  }
}

/** The figure as a complete SVG document that names itself and its claim to screen readers. */
async function figureSvg(figure: Figure, theme: Theme): Promise<string> {
  const svg = await drawSvg(themed(figure.spec, theme));
  return svg.replace(
    /^(<svg [^>]*>)/,
    (open: string) =>
      `${open.slice(0, -1)} role="img"><title>${escapeXml(figure.title)}</title><desc>${escapeXml(figure.claim)}</desc>`,
  );
}
