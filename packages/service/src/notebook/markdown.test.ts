import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Notebook } from './entry.ts';
import { notebookMarkdown } from './markdown.ts';

const time = '2026-01-02T03:04:05.000Z';

function notebook(text: string): Notebook {
  return {
    project: 'p',
    objective: { metric: 'valid/loss', direction: 'minimize' },
    generatedAt: time,
    entries: [{ kind: 'event', time, event: 'x', subject: 'round 1', actor: 'a', text }],
  };
}

/** The line of the entry's text, without the emphasis around it. */
function lineOf(text: string): string {
  const line = notebookMarkdown(notebook(text)).trimEnd().split('\n').at(-1) ?? '';
  return line.replace(/^\*\*|\*\*$/g, '');
}

it('leaves no mark of Markdown or HTML that a text brought along, and no second line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const marks = lineOf(text).replace(/\\[!-/:-@[-`{-~]/g, '');
      expect(marks).not.toMatch(/[\\`*_{}[\]<>#|~&$]/);
    }),
    { seed: 1 },
  );
});

it.each([
  ['1. first', '1\\. first'],
  ['- item', '\\- item'],
  ['a\n# b', 'a \\# b'],
  ['<b>&amp;</b>', '\\<b\\>\\&amp;\\</b\\>'],
  ['plain text, 0.1 → 0.2', 'plain text, 0.1 → 0.2'],
])('writes %j as %j', (text, written) => {
  expect(lineOf(text)).toBe(written);
});

it('says that nothing has happened', () => {
  expect(notebookMarkdown({ ...notebook(''), entries: [] })).toMatch(/\n\nNothing has happened yet\.\n$/);
});
