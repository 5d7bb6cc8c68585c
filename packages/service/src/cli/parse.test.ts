import { describe, expect, it } from 'vitest';
import { serveCommand } from './commands/serve.ts';
import { parse } from './parse.ts';

describe('switches', () => {
  it('that begin with no- are given under their own name', () => {
    expect(parse(['serve', '--no-dashboard'], [serveCommand])).toMatchObject({ given: { noDashboard: true } });
    expect(parse(['serve', '--no-dashboard', '--no-color'], [serveCommand])).toMatchObject({ kind: 'run' });
    const { given } = { given: {}, ...parse(['serve'], [serveCommand]) };
    expect(given).toEqual({});
  });
});
