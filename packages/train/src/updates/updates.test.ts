/** The rules against NumPy, which wrote out the playbook's formulas in double precision (fixtures/updates.json). */
import { readFileSync } from 'node:fs';
import { defaultDevice, init, jit, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Arrays, type UpdateRule, adam, momentum, nesterov, sgd } from './index.ts';
import type { Updated } from './index.ts';

type Numbers = Readonly<Record<string, number[] | number[][]>>;

const fixture = JSON.parse(readFileSync(new URL('../../fixtures/updates.json', import.meta.url), 'utf8')) as {
  readonly start: Numbers;
  readonly gradients: readonly Numbers[];
  readonly expect: Readonly<Record<string, readonly Numbers[]>>;
};

const cases: readonly { readonly name: string; readonly rule: UpdateRule; readonly learningRate: number }[] = [
  { name: 'sgd', rule: sgd(), learningRate: 0.1 },
  { name: 'momentum', rule: momentum({ momentum: 0.9 }), learningRate: 0.1 },
  { name: 'nesterov', rule: nesterov({ momentum: 0.9 }), learningRate: 0.1 },
  { name: 'adam', rule: adam(), learningRate: 0.01 },
  { name: 'adam with large epsilon', rule: adam({ beta1: 0.8, beta2: 0.95, epsilon: 0.1 }), learningRate: 0.01 },
];

beforeAll(async () => {
  await init('wasm');
  defaultDevice('wasm');
});

describe.each(cases)('$name', ({ name, rule, learningRate }) => {
  test.each([{ compiled: false }, { compiled: true }])(
    'takes the reference steps, compiled $compiled',
    ({ compiled }) => {
      const plain: UpdateRule['update'] = (...given) => rule.update(...given);
      const update = compiled ? jit(plain) : plain;
      const parameters = arrays(fixture.start);
      let current: Updated = { parameters, state: rule.init(parameters) };
      const trajectory = fixture.gradients.map((gradients, index) => {
        const rate = np.array(rule.rate(learningRate, index + 1));
        current = update(current.parameters, arrays(gradients), current.state, rate);
        return numbers(current.parameters);
      });
      trajectory.forEach((reached, index) => expectClose(reached, flat(fixture.expect[name]?.[index])));
    },
  );
});

test('the first Adam step is the learning rate in the direction of each sign, whatever its size', () => {
  const rule = adam();
  const parameters = { w: np.array([0, 0, 0]) };
  const gradients = { w: np.array([0.5, -50, 2]) };
  const updated = rule.update(parameters, gradients, rule.init(parameters), np.array(rule.rate(0.01, 1)));
  expectClose(numbers(updated.parameters), { w: [-0.01, 0.01, -0.01] });
});

test('the bias correction keeps its precision on the first step', () => {
  // √(1 − 0.999) / (1 − 0.9), computed by NumPy 2.4.6 in float64
  expect(adam().rate(1, 1)).toBeCloseTo(0.31622776601683805, 14);
});

function arrays(values: Numbers): Arrays {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, np.array(value)]));
}

function numbers(values: Arrays): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(Object.entries(values).map(([name, array]) => [name, [...array.ref.dataSync()]]));
}

function flat(values: Numbers | undefined): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, value.flat()]));
}

function expectClose(
  actual: Readonly<Record<string, readonly number[]>>,
  expected: Readonly<Record<string, readonly number[]>>,
): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    values.forEach((value, index) => expect(actual[name]?.[index]).toBeCloseTo(value, 6));
  }
}
