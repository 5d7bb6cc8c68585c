import { type UpdateRule, mapNamed, named, zerosLike } from './update-rule.ts';

/** Nesterov momentum: v ← γ v + ∇l(θ), then θ ← θ − η (γ v + ∇l(θ)), from v = 0. */
export function nesterov(options: { readonly momentum: number }): UpdateRule {
  const gamma = options.momentum;
  return {
    init: (parameters) => ({ v: zerosLike(parameters) }),
    rate: (learningRate) => learningRate,
    update: (parameters, gradients, state, rate) => {
      const v = mapNamed(gradients, (gradient, name) => named(state.v, name).mul(gamma).add(gradient.ref));
      const updated = mapNamed(parameters, (theta, name) =>
        theta.sub(rate.ref.mul(named(v, name).ref.mul(gamma).add(named(gradients, name)))),
      );
      rate.dispose();
      return { parameters: updated, state: { v } };
    },
  };
}
