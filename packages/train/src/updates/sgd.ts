import { type UpdateRule, mapNamed, named } from './update-rule.ts';

/** Stochastic gradient descent: θ ← θ − η ∇l(θ). */
export function sgd(): UpdateRule {
  return {
    init: () => ({}),
    rate: (learningRate) => learningRate,
    update: (parameters, gradients, state, rate) => {
      const updated = mapNamed(parameters, (theta, name) => theta.sub(rate.ref.mul(named(gradients, name))));
      rate.dispose();
      return { parameters: updated, state };
    },
  };
}
