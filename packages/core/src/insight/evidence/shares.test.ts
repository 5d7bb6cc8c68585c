import { describe, expect, it } from 'vitest';
import { moreThanOthers } from './shares.ts';

describe('moreThanOthers', () => {
  // scipy 1.17.1: hypergeom.sf(kind - 1, all.count, all.kind, count)
  it.each([
    { kind: 8, count: 16, all: { kind: 8, count: 32 }, p: 0.0012235817575083428 },
    { kind: 4, count: 20, all: { kind: 10, count: 60 }, p: 0.44051288888799767 },
    { kind: 0, count: 16, all: { kind: 8, count: 32 }, p: 1 },
    { kind: 32, count: 32, all: { kind: 32, count: 32 }, p: 1 },
  ])('$kind of $count, of $all.kind of $all.count in all: $p', ({ all, p, ...group }) => {
    expect(moreThanOthers(group, all)).toBeCloseTo(p, 10);
  });
});
