/** Numbers of one sentence in one style: where one of them needs an exponent, other small ones take it too. */

/** Below this, ticks of an axis have exponents. */
const small = 1e-3;

/** Texts in order; `['0.0000027', '6.11e-7']` become `['2.7e-6', '6.11e-7']`. What is no number stays. */
export function alike(texts: readonly string[]): readonly string[] {
  if (!texts.some((text) => /^-?[\d.]+e-/.test(text))) return texts;
  return texts.map((text) => {
    const value = Number(text);
    return text !== '' && value !== 0 && Math.abs(value) < small ? value.toExponential() : text;
  });
}
