import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hyperparameterLabels } from './hyperparameter-label.ts';

const labelled = (ids: readonly string[], longest?: number): readonly string[] =>
  hyperparameterLabels(
    ids.map((id) => ({ id, name: id.slice(id.lastIndexOf('/') + 1) })),
    longest,
  );

describe('labels of hyperparameters', () => {
  it('are plain names, with the branch where two share one', () => {
    expect(
      labelled([
        'optimizer',
        'optimizer=momentum/learning_rate',
        'optimizer=momentum/momentum',
        'optimizer=adam/learning_rate',
      ]),
    ).toEqual(['optimizer', 'momentum/learning_rate', 'momentum', 'adam/learning_rate']);
  });

  it('are whole identities where the branches are called alike', () => {
    expect(labelled(['encoder=big/rate', 'decoder=big/rate'])).toEqual(['encoder=big/rate', 'decoder=big/rate']);
  });

  it('keep the part that tells long ones apart', () => {
    expect(labelled(['model.encoder.attention.dropout', 'model.encoder.residual.dropout'], 20)).toEqual([
      '…r.attention.dropout',
      '…er.residual.dropout',
    ]);
    expect(labelled(['encoder.attention.dropout.rate', 'decoder.attention.dropout.rate'], 20)).toEqual([
      'encoder.a…opout.rate',
      'decoder.a…opout.rate',
    ]);
  });

  it('are never alike', () => {
    const name = fc
      .array(fc.constantFrom('a', 'b', '.'), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), fc.integer({ min: 3, max: 9 }), (names, longest) => {
        const labels = labelled(names, longest);
        expect(new Set(labels).size).toBe(names.length);
      }),
      { seed: 1 },
    );
  });
});
