import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawSvg } from './draw.ts';

const bars = (labels: readonly string[]) => ({
  width: 200,
  height: 100,
  data: { values: labels.map((y, index) => ({ x: index + 1, y })) },
  mark: 'bar',
  encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'nominal', title: null } },
});

describe('drawSvg', () => {
  it('gives the same text each time, whatever was drawn before', async () => {
    const clipped = { ...bars(['a', 'b']), mark: { type: 'bar', clip: true } };
    const first = await drawSvg(clipped);
    await drawSvg(bars(['c']));
    expect(await drawSvg(clipped)).toBe(first);
    expect(first).toContain('clip-path="url(#c0)"');
    expect(first).toContain('<clipPath id="c0">');
  });

  it('shows labels in full that fit, and leaves them the room they need', async () => {
    const svg = await drawSvg(bars(['logistic regression', 'i']));
    expect(svg).toContain('>logistic regression</text>');
    const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1]);
    // 19 characters at 10 px take 95 px; a guess of 0.8 em a character would leave 152.
    expect(width).toBeGreaterThan(200 + 90);
    expect(width).toBeLessThan(200 + 130);
  });

  it('escapes texts', async () => {
    const svg = await drawSvg(bars(['<script>alert(1)</script>', '" onload="x', '&amp;']));
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(svg).not.toMatch(/<[^>]*onload/);
    expect(svg).toContain('&amp;amp;');
  });

  it('loads nothing, not even a file beside it', async () => {
    const url = join(await mkdtemp(join(tmpdir(), 'attune-draw-')), 'data.json');
    const points = [{ x: 1 }, { x: 2 }];
    await writeFile(url, JSON.stringify(points));
    const plot = { mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' } } };
    const inline = await drawSvg({ ...plot, data: { values: points } });
    const loaded = await drawSvg({ ...plot, data: { url } });
    expect(inline.match(/transform="translate\([\d.]+,10\)"/g)).toHaveLength(2);
    expect(loaded.match(/transform="translate\([\d.]+,10\)"/g)).toBeNull();
  });

  it('draws an empty figure', async () => {
    expect(await drawSvg(bars([]))).toMatch(/^<svg /);
  });
});
