import { describe, expect, it } from 'vitest';
import { figureSize, frameStyle, placeStyle } from './figure-size.ts';

const panel = { width: 330, height: 200 };

describe('the place of a figure', () => {
  it('stays fit for reading: of several panels it is wider than a phone', () => {
    const [one, two] = [panel, { hconcat: [panel, panel], spacing: 20 }].map((spec) => placeStyle(figureSize(spec)));
    expect(one?.minWidth).toBeLessThan(340);
    expect(two?.minWidth).toBeGreaterThan(500);
  });

  it('has a frame that is no wider than it may become', () => {
    const size = figureSize(panel);
    expect(frameStyle(size).maxWidth - placeStyle(size).maxWidth).toBe(26);
  });
});
