/**
 * Adam in the playbook's form (Kingma and Ba 2015, section 2, its more efficient order): the bias correction b
 * multiplies the rate, so ε is added to the uncorrected √v.
 */
import { numpy as np } from '@jax-js/jax';
import { type UpdateRule, mapNamed, named, zerosLike } from './update-rule.ts';

/**
 * m ← β1 m + (1 − β1) ∇l(θ); v ← β2 v + (1 − β2) ∇l(θ)²; b = √(1 − β2ᵗ⁺¹) / (1 − β1ᵗ⁺¹);
 * θ ← θ − α b m / (√v + ε), from m = v = 0. Defaults: β1 0.9, β2 0.999, ε 1e-8.
 */
export function adam(
  options: { readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number } = {},
): UpdateRule {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  return {
    init: (parameters) => ({ m: zerosLike(parameters), v: zerosLike(parameters) }),
    rate: (learningRate, step) => (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step),
    update: (parameters, gradients, state, rate) => {
      const m = mapNamed(gradients, (gradient, name) =>
        named(state.m, name)
          .mul(beta1)
          .add(gradient.ref.mul(1 - beta1)),
      );
      const v = mapNamed(gradients, (gradient, name) =>
        named(state.v, name)
          .mul(beta2)
          .add(np.square(gradient).mul(1 - beta2)),
      );
      const updated = mapNamed(parameters, (theta, name) =>
        theta.sub(rate.ref.mul(named(m, name).ref).div(np.sqrt(named(v, name).ref).add(epsilon))),
      );
      rate.dispose();
      return { parameters: updated, state: { m, v } };
    },
  };
}
