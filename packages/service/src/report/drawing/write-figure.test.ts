import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '@attune/core/figures';
import { describe, expect, it } from 'vitest';
import { writeFigure } from './write-figure.ts';

const figure: Figure = {
  id: 'axis:lr',
  title: 'lr & loss',
  claim: 'lower is <better>',
  spec: {
    width: 100,
    height: 50,
    data: { values: [{ x: 1, y: 2 }] },
    mark: 'point',
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
  },
};

const folder = await mkdtemp(join(tmpdir(), 'attune-figure-'));

describe('writeFigure', () => {
  it('writes SVG that names itself', async () => {
    await writeFigure(figure, join(folder, 'a.svg'), 'light');
    const svg = await readFile(join(folder, 'a.svg'), 'utf8');
    expect(svg).toMatch(/^<svg [^>]*role="img"><title>lr &amp; loss<\/title><desc>lower is &lt;better&gt;<\/desc>/);
    await writeFigure(figure, join(folder, 'b.SVG'), 'dark');
    expect(await readFile(join(folder, 'b.SVG'), 'utf8')).not.toBe(svg);
  });

  it('writes PNG at twice the drawing’s size', async () => {
    await writeFigure(figure, join(folder, 'a.png'), 'light');
    const png = await readFile(join(folder, 'a.png'));
    const svg = await readFile(join(folder, 'a.svg'), 'utf8');
    expect(png.readUInt32BE(16)).toBe(Math.round(2 * Number(/ width="([\d.]+)"/.exec(svg)?.[1])));
  });

  it('writes the specification as JSON, data included', async () => {
    await writeFigure(figure, join(folder, 'a.json'), 'light');
    const spec: unknown = JSON.parse(await readFile(join(folder, 'a.json'), 'utf8'));
    expect(spec).toMatchObject({ ...figure.spec, config: {} });
  });

  it.each([
    ['figure.pdf', '.pdf'],
    ['figure', 'none'],
  ])('refuses %s', async (name, extension) => {
    const before = await readdir(folder);
    const path = join(folder, name);
    await expect(writeFigure(figure, path, 'light')).rejects.toMatchObject({
      code: 'unsupported',
      message: `cannot draw a figure to ${path} (extension ${extension}): use .svg, .png or .json`,
    });
    expect(await readdir(folder)).toEqual(before);
  });
});
