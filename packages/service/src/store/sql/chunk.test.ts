import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSteps, decodeValues, encodeSteps, encodeValues } from './chunk.ts';

describe('steps as bytes', () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ['nothing', [], [1]],
    ['small differences of either sign', [1, 3, 2, 2], [1, 2, 4, 1, 0]],
    ['differences of 64 and 200', [64, 264], [1, 128, 1, 144, 3]],
    ['no integers', [0.5], [0, 0, 0, 0, 0, 0, 0, 224, 63]],
  ])('are coded as documented: %s', (_, steps, bytes) => {
    expect([...encodeSteps(steps)]).toEqual(bytes);
    expect(decodedSteps(encodeSteps(steps))).toEqual(steps);
  });

  it('survive the way there and back, whatever numbers they are', () => {
    const step = fc.oneof(fc.nat(), fc.maxSafeInteger(), fc.constantFrom(2 ** 52, -(2 ** 52), 2 ** 53), fc.double());
    const steps = fc.array(step, { maxLength: 60 }).filter((all) => !all.some((each) => Object.is(each, -0)));
    fc.assert(
      fc.property(steps, (all) => {
        expect(decodedSteps(encodeSteps(all))).toEqual(all);
      }),
      { seed: 5 },
    );
  });

  it('take one byte a point for regular steps', () => {
    const steps = Array.from({ length: 1_000 }, (_, i) => 50 * i);
    expect(encodeSteps(steps).length).toBe(1_001);
  });
});

describe('values as bytes', () => {
  it('are float64, little-endian', () => {
    expect([...encodeValues([1, -2])]).toEqual([0, 0, 0, 0, 0, 0, 240, 63, 0, 0, 0, 0, 0, 0, 0, 192]);
  });

  it('survive the way there and back, read from the midst of a larger buffer too', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 60 }), (values) => {
        const bytes = Uint8Array.of(9, 9, 9, ...encodeValues(values)).subarray(3);
        const decoded: number[] = [];
        decodeValues(bytes, decoded);
        expect(decoded).toEqual(values);
      }),
      { seed: 6 },
    );
  });
});

function decodedSteps(bytes: Uint8Array): readonly number[] {
  const steps: number[] = [];
  decodeSteps(bytes, steps);
  return steps;
}
