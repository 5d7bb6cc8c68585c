import { expect, it } from 'vitest';
import { AttuneError } from '@attune/core/errors';
import { round, study } from '../../testing/store-rows.ts';
import { extensionOf } from './extension.ts';

const { plan } = study(1, 1);
const plain = round(1);
const row = { ...plain, resolved: { ...plain.resolved, studies: [plan] } };

it('refuses to continue what chooses its points by results, and says why', () => {
  const refusal = (): unknown => extensionOf(row, '+20', () => true);
  expect(refusal).toThrow(AttuneError);
  expect(refusal).toThrow(
    'study all of round 1 chooses its points by earlier results (halton), so that there is no sequence that its next 20 points could continue',
  );
});

it('counts from what is planned, the baseline’s runs left out', () => {
  const baseline = { ...plan, name: 'baseline', purpose: 'baseline', trials: 3 } as const;
  const both = { ...row, resolved: { ...row.resolved, studies: [baseline, plan] } };
  expect(extensionOf(both, '+2')).toEqual({ before: 4, after: 6, studies: [{ study: 'all', before: 4, after: 6 }] });
  expect(extensionOf(both, '10').after).toBe(10);
});

it('counts from what was promised, where that is more', () => {
  expect(extensionOf(row, '+8', undefined, 20)).toEqual({
    before: 20,
    after: 28,
    studies: [{ study: 'all', before: 4, after: 28 }],
  });
});
