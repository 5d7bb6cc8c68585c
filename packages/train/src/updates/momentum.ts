import { type UpdateRule, mapNamed, named, zerosLike } from './update-rule.ts';

/** Momentum (heavy ball): v ← γ v + ∇l(θ), then θ ← θ − η v, from v = 0. No damping: v grows to ∇l / (1 − γ). */
export function momentum(options: { readonly momentum: number }): UpdateRule {
  const gamma = options.momentum;
  return {
    init: (parameters) => ({ v: zerosLike(parameters) }),
    rate: (learningRate) => learningRate,
    update: (parameters, gradients, state, rate) => {
      const v = mapNamed(gradients, (gradient, name) => named(state.v, name).mul(gamma).add(gradient));
      const updated = mapNamed(parameters, (theta, name) => theta.sub(rate.ref.mul(named(v, name).ref)));
      rate.dispose();
      return { parameters: updated, state: { v } };
    },
  };
}
