/** A claim as the title of a figure, wrapped by the width of its words so that it does not widen the figure. */
import { textWidth } from './text-width.ts';

const fontSize = 12;
/** Pixels of the axis to the left, over which the title reaches too. */
const axisWidth = 50;
/** A last line shorter than this part of the others is a leftover: the lines are evened out. */
const leftover = 0.45;

/** Lines that fit above a plot of `width` pixels; a single longer word keeps its line. */
export function titleLines(claim: string, width: number): readonly string[] {
  const words = claim.split(' ').filter((word) => word !== '');
  const most = width + axisWidth;
  const lines = filled(words, most);
  if (lines.length < 2 || widthOf(lines.at(-1) ?? '') >= leftover * most) return lines;
  // The narrowest width that still gives as many lines, found by halving.
  let [narrow, wide] = [most / lines.length, most];
  while (wide - narrow > 1) {
    const middle = (narrow + wide) / 2;
    if (filled(words, middle).length > lines.length) narrow = middle;
    else wide = middle;
  }
  return filled(words, wide);
}

function filled(words: readonly string[], most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

function widthOf(text: string): number {
  return textWidth(text, fontSize, 'bold');
}
