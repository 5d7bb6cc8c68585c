import { expect, it } from 'vitest';
import { findingNames } from './finding-names.ts';

const finding = (code: string, text: string, figure?: string) => ({
  code,
  headline: { text },
  evidence: figure === undefined ? {} : { figure },
});

it('names findings the same while their numbers change, and each once', () => {
  const before = findingNames([
    finding('noise', 'noise 0.1', 'seeds'),
    finding('boundary', 'a 1'),
    finding('boundary', 'b 2'),
  ]);
  const after = findingNames([
    finding('noise', 'noise 0.2', 'seeds'),
    finding('boundary', 'a 3'),
    finding('boundary', 'b 4'),
  ]);
  expect(after).toEqual(before);
  expect(new Set(before).size).toBe(3);
});
