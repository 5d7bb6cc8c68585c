/**
 * Which stratum each trial of a study belongs to. After any number t of trials each stratum has had its share of t,
 * rounded down or up, so that a study is fair wherever it ends; and among the orders that achieve this the one is taken
 * that also keeps each single label (a branch, an `off`) near its share. The order depends on weights and labels alone
 * and repeats after as many trials as the weights sum to.
 *
 * Method: J. W. Still 1979, "A class of new methods for Congressional apportionment" (SIAM J. Appl. Math. 37), which
 * tells the turns that keep every later quota reachable; among those, the greatest lag, summed over the stratum and its labels.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | a | weight of each stratum, a positive integer | n |
 * | W | their sum, the period | integer |
 * | t | turn in the period, from 1 | integer |
 * | x | turns that each stratum has had | n |
 * | lag | 2(a·t − x·W) − W: in halves of a turn / W, how much nearer one more turn brings a count to its share | integer |
 * | slack | slack[h]: turns up to h that no lower quota ⌊a·h/W⌋ of a stratum claims | W + 1 |
 */

/** What the apportionment needs of a stratum. */
export interface Claim {
  /** A positive integer; the share of trials is this over the sum of all. */
  readonly weight: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** The stratum of a trial by its place among the claims, and how many trials the stratum had before. */
export interface Turn {
  readonly stratum: number;
  readonly within: number;
}

/**
 * The turn of the trial at an index from 0. Work is kept: a place in the period costs O(n) once, then O(1).
 * Weights that sum to more than 2¹⁴ are rounded so that they sum to about that: no study is long enough to tell.
 */
export function apportion(claims: readonly Claim[]): (index: number) => Turn {
  const counts = countsOf(claims);
  const period = counts[0]?.period ?? 1;
  const turns: Turn[] = [];
  const next = turnTaker(counts, claims, period);
  return (index) => {
    const place = index % period;
    while (turns.length <= place) turns.push(next(turns.length + 1));
    const { stratum, within } = turns[place] ?? { stratum: 0, within: 0 };
    return { stratum, within: within + Math.floor(index / period) * (counts[stratum]?.weight ?? 1) };
  };
}

const longestPeriod = 2 ** 14;

/** The turns of a stratum, or of all strata with one label. */
interface Count {
  weight: number;
  taken: number;
  readonly period: number;
}

function countsOf(claims: readonly Claim[]): Count[] {
  const total = sum(claims.map(({ weight }) => weight));
  const scale = total > longestPeriod ? longestPeriod / total : 1;
  const weights = claims.map(({ weight }) => Math.max(1, Math.round(weight * scale)));
  const period = sum(weights);
  return weights.map((weight) => ({ weight, taken: 0, period }));
}

/** Gives the stratum of turn 1, 2, 3, … of the period, each asked for once and in order. */
function turnTaker(counts: readonly Count[], claims: readonly Claim[], period: number): (t: number) => Turn {
  if (counts.length === 1) return (t) => ({ stratum: 0, within: t - 1 });
  const labelled = labelCounts(counts, claims);
  const slack = Int32Array.from({ length: period + 1 }, (_, h) => h - sum(counts.map((count) => lowerQuota(count, h))));

  return (t) => {
    // Before the first turn without slack, one of the strata that are owed a turn by then must have this one.
    const tight = slack.indexOf(0, t);
    let stratum = 0;
    let greatest = -Infinity;
    for (const [candidate, count] of counts.entries()) {
      const mayTake = count.weight * t > count.taken * period && lowerQuota(count, tight) > count.taken;
      const score = mayTake
        ? lag(count, t) + sum((labelled[candidate] ?? []).map((label) => lag(label, t)))
        : -Infinity;
      if (score > greatest) {
        greatest = score;
        stratum = candidate;
      }
    }
    const chosen = counts[stratum] ?? { weight: 1, taken: 0, period };
    const within = chosen.taken;
    for (let h = t; lowerQuota(chosen, h) <= within; h++) slack[h] = (slack[h] ?? 0) - 1;
    for (const count of [chosen, ...(labelled[stratum] ?? [])]) count.taken += 1;
    return { stratum, within };
  };
}

/** The counts of each stratum's labels, shared between the strata that have a label in common. */
function labelCounts(counts: readonly Count[], claims: readonly Claim[]): readonly (readonly Count[])[] {
  const byLabel = new Map<string, Count>();
  return claims.map(({ labels }, stratum) =>
    Object.entries(labels).map((label) => {
      const { weight, period } = counts[stratum] ?? { weight: 1, period: 1 };
      const key = JSON.stringify(label);
      const count = byLabel.get(key) ?? { weight: 0, taken: 0, period };
      count.weight += weight;
      byLabel.set(key, count);
      return count;
    }),
  );
}

function lowerQuota({ weight, period }: Count, turns: number): number {
  return Math.floor((weight * turns) / period);
}

function lag({ weight, taken, period }: Count, t: number): number {
  return 2 * (weight * t - taken * period) - period;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
