/**
 * A few lines at the bottom of a terminal that are drawn in place. Each drawing is one write inside a synchronised
 * update, so nothing flickers; the cursor stays visible below the block, so a killed process leaves a usable screen.
 */
import type { Output } from './terminal.ts';
import { displayWidth } from './width.ts';

export interface LiveBlock {
  /** Replaces the block. Lines must fit the width. */
  draw(lines: readonly string[]): void;
  /** Prints a lasting line above the block. */
  above(line: string): void;
  /** Removes the block. */
  clear(): void;
}

export function liveBlock(output: Output): LiveBlock {
  let drawn: readonly string[] = [];
  const replace = (lasting: readonly string[], lines: readonly string[]): void => {
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / output.width)), 0);
    const up = rows === 0 ? '' : `${escape}[${rows}A`;
    const text = [...lasting, ...lines].map((line) => `${line}${escape}[K\n`).join('');
    output.write(`${escape}[?2026h${up}\r${text}${escape}[J${escape}[?2026l`);
    drawn = lines;
  };
  return {
    draw: (lines) => {
      if (lines.length !== drawn.length || lines.some((line, index) => line !== drawn[index])) replace([], lines);
    },
    above: (line) => replace([line], drawn),
    clear: () => {
      if (drawn.length > 0) replace([], []);
    },
  };
}

const escape = '\u001b';
