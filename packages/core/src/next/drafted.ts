/** The space of the next search: every change applied to what was searched last, and the rest narrowed to where the best lies. */
import type { FixedEntry, RangeEntry } from '../design/index.ts';
import { noiseOf } from '../insight/index.ts';
import {
  flatten,
  naturalLimits,
  roundedValue,
  scaled,
  type Hyperparameter,
  type Identity,
  type RangeHyperparameter,
  type Side,
} from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { isVaried, leaves, type Basis } from './basis.ts';
import type { Change } from './change.ts';
import { keptDespite, keptUntested } from './held.ts';
import type { Promising, Prospect } from './promising.ts';
import type { Reason } from './proposal.ts';

/** A cut that saves less of a range, on its even axis, is not worth a line in a file. */
const worthwhile = 0.1;
/** A loss of this share of the deviation between seeds is not seen. */
const hidden = 0.5;

export const draftedTexts = defineTexts('next-draft', {
  narrow:
    '{hyperparameter} from {low} to {high}, not {before} to {after}: a fit to {count} trials expects the optimum there, where the best of them lie',
  known: '{hyperparameter} at {value}, as in round {round}',
  kept: '{hyperparameter} at {value}: the trials of round {asked} sufficed to search it too, and round {held} held it again, so that it is taken for your choice; without this line it is searched',
  keptDespite:
    '{hyperparameter} at {value}: round {asked} found a reason to search it ({code}), and round {held} held it all the same, so that it is taken for your choice; without this line it is searched',
});

export interface Drafted {
  readonly ranges: readonly RangeEntry[];
  readonly fixed: readonly FixedEntry[];
  readonly reasons: readonly Reason[];
  /** Identities whose range reaches further than it did. */
  readonly widened: readonly Identity[];
  readonly narrowed: readonly Identity[];
  /** What was held and is searched again. */
  readonly freed: readonly Identity[];
}

/** `held` are fixed at these values, whatever findings ask. */
export function drafted(
  basis: Basis,
  prospect: Prospect,
  changes: readonly Change[],
  held: readonly FixedEntry[],
  scientific: readonly Identity[],
): Drafted {
  const compared = new Set([...held.map(({ hyperparameter }) => hyperparameter), ...scientific]);
  // What is compared is tuned alike: a fit to the leader's trials would narrow the ranges to its favour.
  const promising = scientific.length > 0 ? new Map<Identity, Promising>() : prospect.ranges;
  const reasons: Reason[] = [];
  const ranges: RangeEntry[] = [];
  const fixed: FixedEntry[] = [...held];
  const widened: Identity[] = [];
  const narrowed: Identity[] = [];
  const freed: Identity[] = [];
  for (const { hyperparameter: declared, conditions } of flatten(basis.project.space)) {
    const { id } = declared;
    if (compared.has(id) || conditions.some((condition) => leaves(condition, fixed, ranges))) continue;
    const own = changes.filter((change) => 'hyperparameter' in change && change.hyperparameter === id);
    const opened = own.find((change) => change.kind === 'vary');
    const before = basis.fixed.find(({ hyperparameter }) => hyperparameter === id);
    const message = before === undefined ? null : heldStill(basis, before, opened);
    if (before !== undefined && message !== null) {
      fixed.push(before);
      reasons.push({ about: { part: 'fixed', hyperparameter: id }, message });
      continue;
    }
    const searched = current(basis, id);
    if (opened !== undefined) {
      reasons.push(opened.reason);
      if (before !== undefined) freed.push(id);
      const range = opened.range !== null && isRange(declared) ? withinLimits(declared, opened.range) : null;
      if (range !== null) ranges.push({ kind: 'range', hyperparameter: id, range });
      continue;
    }
    const ends = own.filter((change) => change.kind === 'end');
    const fixing = holdable(basis, prospect, id) ? own.find(({ kind }) => kind === 'fix') : undefined;
    if (fixing?.kind === 'fix' && ends.every(({ direction }) => direction === 'in')) {
      fixed.push({ hyperparameter: id, value: fixing.value });
      reasons.push(fixing.reason);
      continue;
    }
    if (searched === undefined) continue;
    if (!isRange(searched) || !isVaried(searched)) {
      const kept = basis.ranges.find(({ hyperparameter }) => hyperparameter === id);
      if (kept !== undefined) ranges.push(kept);
      continue;
    }
    const moved = movedRange(basis, searched, ends, promising.get(id), prospect.trials);
    reasons.push(...moved.reasons);
    if (moved.widened) widened.push(id);
    if (moved.narrowed) narrowed.push(id);
    const [low, high] = moved.range;
    const asDeclared = isRange(declared) && declared.low === low && declared.high === high;
    if (!asDeclared) ranges.push({ kind: 'range', hyperparameter: id, range: [low, high] });
  }
  return { ranges, fixed, reasons, widened, narrowed, freed };
}

/** Why what was held stays so; null where it is searched again. */
function heldStill(
  basis: Basis,
  { hyperparameter, value = null }: FixedEntry,
  opened: Extract<Change, { kind: 'vary' }> | undefined,
): Message | null {
  const told = { hyperparameter, value };
  if (opened === undefined) {
    const kept = keptUntested(basis, hyperparameter);
    return kept === null
      ? draftedTexts.known({ ...told, round: basis.last.number })
      : draftedTexts.kept({ ...told, ...kept });
  }
  const kept = keptDespite(basis, opened);
  const code = opened.reason.finding?.code ?? '';
  return kept === null ? null : draftedTexts.keptDespite({ ...told, ...kept, code });
}

/**
 * Whether holding it at the best trial's value costs less than seeds hide, as far as a fit tells: what explains nothing in a
 * wide space may decide in a narrower one, and one more dimension costs a quasi-random search nothing.
 */
function holdable({ last, project }: Basis, { holding }: Prospect, id: Identity): boolean {
  const loss = holding.get(id);
  const deviation = noiseOf(last.insight.view, project.objective.metric)?.deviation ?? null;
  return loss === undefined || deviation === null || loss <= hidden * deviation;
}

type End = Extract<Change, { kind: 'end' }>;

interface Moved {
  readonly range: readonly [number, number];
  readonly reasons: readonly Reason[];
  readonly widened: boolean;
  readonly narrowed: boolean;
}

function movedRange(
  basis: Basis,
  searched: RangeHyperparameter,
  ends: readonly End[],
  likely: Promising | undefined,
  fitted: number,
): Moved {
  const { id, scale } = searched;
  const low = endOf(basis, searched, 'low', ends);
  const high = endOf(basis, searched, 'high', ends);
  const told = [low, high].flatMap(({ by }) => (by === null ? [] : [by]));
  const asked = { ...searched, low: low.to, high: high.to };
  const reasons = told.map(({ reason }) => reason);
  const plain: Moved = {
    range: [asked.low, asked.high],
    reasons,
    widened: told.some(({ direction }) => direction === 'out'),
    narrowed: told.some(({ direction }) => direction === 'in'),
  };
  if (likely === undefined) return plain;
  // An edge that is moved out stays so: what lies beyond it is what the round is to find out.
  const from = low.by?.direction === 'out' ? asked.low : Math.max(asked.low, likely.low);
  const to = high.by?.direction === 'out' ? asked.high : Math.min(asked.high, likely.high);
  if (!(from < to)) return plain;
  const range = roundedOut({ ...asked, low: from, high: to }, asked);
  const width = scaled(scale, asked.high) - scaled(scale, asked.low);
  const saved = 1 - (scaled(scale, range[1]) - scaled(scale, range[0])) / width;
  if (!(saved >= worthwhile)) return plain;
  const message = draftedTexts.narrow({
    hyperparameter: id,
    low: range[0],
    high: range[1],
    before: asked.low,
    after: asked.high,
    count: fitted,
  });
  const reason: Reason = { about: { part: 'range', hyperparameter: id }, message };
  return { ...plain, range, reasons: [...reasons, reason], narrowed: true };
}

/** An end with the change that moves it. A cut stops where the best trial lies, and goes before a growth. */
function endOf(
  { pool }: Basis,
  searched: RangeHyperparameter,
  side: Side,
  ends: readonly End[],
): { readonly to: number; readonly by: End | null } {
  const best = pool[0]?.trial.record.configuration[searched.id];
  const further = (a: number, b: number): boolean => (side === 'high' ? a > b : a < b);
  const own = ends.filter((end) => end.side === side);
  const cuts = own.filter(
    ({ direction, to }) => direction === 'in' && !(typeof best === 'number' && further(best, to)),
  );
  const growths = own.filter(({ direction }) => direction === 'out');
  const by =
    cuts.toSorted((a, b) => (further(a.to, b.to) ? 1 : -1))[0] ??
    growths.toSorted((a, b) => (further(a.to, b.to) ? -1 : 1))[0] ??
    null;
  return { to: by?.to ?? searched[side], by };
}

/** Ends with few digits, never further in than they were, and within `limits`. */
function roundedOut(range: RangeHyperparameter, limits: RangeHyperparameter): readonly [number, number] {
  if (range.kind === 'integer') {
    const low = Math.max(limits.low, Math.floor(range.low));
    const high = Math.min(limits.high, Math.ceil(range.high));
    return low < high ? [low, high] : [limits.low, limits.high];
  }
  const low = Math.max(limits.low, roundedValue(range, range.low));
  const high = Math.min(limits.high, roundedValue(range, range.high));
  return low < high ? [low, high] : [limits.low, limits.high];
}

/** A range that a remedy asks for, within natural limits; null where nothing of it is left. */
function withinLimits(
  declared: RangeHyperparameter,
  [from, to]: readonly [number, number],
): readonly [number, number] | null {
  const limits = naturalLimits(declared.meaning);
  const [low, high] = [Math.max(from, limits.low ?? from), Math.min(to, limits.high ?? to)];
  if (declared.kind !== 'integer') return low < high ? [low, high] : null;
  return Math.ceil(low) < Math.floor(high) ? [Math.ceil(low), Math.floor(high)] : null;
}

function current({ space }: Basis, id: Identity): Hyperparameter | undefined {
  return flatten(space).find(({ hyperparameter }) => hyperparameter.id === id)?.hyperparameter;
}

function isRange(hyperparameter: Hyperparameter): hyperparameter is RangeHyperparameter {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
}
