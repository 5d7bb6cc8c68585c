/** The first `count` primes, ascending. */
export function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (!primes.some((prime) => prime * prime <= candidate && candidate % prime === 0)) primes.push(candidate);
  }
  return primes;
}
