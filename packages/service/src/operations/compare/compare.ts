/** Runs two configurations again under fresh seeds, pair by pair, until it is clear which is better. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { complexityOf, isJudgedPair, mostPairs } from '@attune/core/decide';
import type { ComparedConfiguration, ComparisonPlan, Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { checkServer, reopenFailed, type HeldLease } from '../../engine/index.ts';
import type { RoundRow, Store } from '../../store/index.ts';
import { comparedOf } from './arm.ts';
import { warnOfMovedCode } from './code.ts';
import { comparisonDocument, comparisonProperties, type ComparisonDocument } from './document.ts';
import { drivePairs, writerOf } from './drive-pairs.ts';
import { warnOfOtherLength } from './length.ts';
import { launchCommand, moreCommand } from './next.ts';
import { comparisonsOf, tellOthers } from './others.ts';
import { readComparison } from './record.ts';
import { beginComparison, earlierComparison, renewComparison } from './round.ts';
import { stepTimesOf } from './times.ts';
import { untilIdle } from './waiting.ts';
import { asEngine, watching } from '../run/driving.ts';
import { followRound } from '../run/follow.ts';
import { recordBaseline, sameConfiguration } from '../design/freeze.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { warnOfTestSeen } from '../launch/test-seen.ts';
import { openWorkspace, storeExists, withNewStore, withStore, type Workspace } from '../workspace.ts';

export const compareTexts = defineTexts('compare', {
  same: '{candidate} and {baseline} are the same configuration: name two that differ',
  tooMany: 'a comparison has at most {most} pairs, and {asked} were asked for',
  frozen:
    'the comparison in round {round} was begun as one that {was}, and has been looked at: what is asked of it stays; --again begins a new one, and both count',
  adds: 'adds complexity',
  none: 'adds no complexity',
});

/** Pairs where none were asked for: enough to show a difference of 1.5 to 2 standard deviations of a seed. */
export const usualPairs = 10;

export const compare = defineOperation({
  name: 'compare',
  summary: 'Run two configurations again with fresh seeds, and say whether one should replace the other',
  permission: 'admin',
  input: inputOf({
    candidate: Type.String({ description: 'A trial number, `baseline`, or values: `lr=0.1,momentum=0.9`.' }),
    baseline: Type.Optional(Type.String({ description: 'Likewise; default: the baseline.' })),
    complexity: Type.Optional(
      Type.Enum(['none', 'adds'], { description: 'Whether the change adds complexity; default: as the space tells.' }),
    ),
    note: Type.Optional(Type.String({ description: 'What the change costs in complexity.' })),
    seedsMax: Type.Optional(
      Type.Integer({ minimum: 3, description: `Seeds at most; default: as begun, or ${usualPairs}.` }),
    ),
    slots: Type.Optional(Type.Integer({ minimum: 1, description: 'Trials at a time, instead of resources.slots.' })),
    again: Type.Optional(Type.Boolean({ description: 'Begin a new comparison though there is one of these two.' })),
    retryFailed: Type.Optional(Type.Boolean({ description: 'Give runs that have failed another try.' })),
    dryRun: Type.Optional(Type.Boolean({ description: 'Run nothing: say how the comparison stands.' })),
  }),
  result: documentOf('compare', comparisonProperties),
  async run(context, input) {
    const workspace = withSlots(openWorkspace(context), input.slots);
    const plan = await reading(workspace, async (store) => {
      const asked = await planOf(workspace, store, input);
      if (store !== null) await warnOfOtherLength(context, store, workspace.project, asked);
      return asked;
    });
    if (input.dryRun === true) {
      return reading(workspace, async (store) => {
        const round =
          store === null || input.again === true ? undefined : await earlierComparison(store, workspace.project, plan);
        return documentNow(workspace, store, plan, round ?? null);
      });
    }
    // What is refused leaves nothing behind.
    checkServer(workspace.project, context.server);
    return withNewStore(workspace, async (store) => {
      const round = await driven(context, workspace, store, plan, input);
      return documentNow(workspace, store, plan, round);
    });
  },
});

/** As it stands; `round` is null where nothing has run. */
async function documentNow(
  { project }: Workspace,
  store: Store | null,
  plan: ComparisonPlan,
  round: RoundRow | null,
): Promise<ComparisonDocument> {
  const record = store === null || round === null ? null : await readComparison(store, round);
  if (store === null || record === null) return comparisonDocument(plan, project, null);
  return comparisonDocument(plan, project, record, {
    next: launchCommand(record, project.baseline) ?? moreCommand(record),
    comparisons: (await comparisonsOf(store, project, record.plan)).length,
  });
}

interface CompareInput {
  readonly candidate: string;
  readonly baseline?: string;
  readonly complexity?: 'none' | 'adds';
  readonly note?: string;
  readonly seedsMax?: number;
  readonly again?: boolean;
  readonly retryFailed?: boolean;
}

async function planOf(
  { project }: Workspace,
  store: Store | null,
  { candidate: first, baseline: second = 'baseline', ...input }: CompareInput,
): Promise<ComparisonPlan> {
  const candidate = await comparedOf(first, project, store);
  const baseline = await comparedOf(second, project, store);
  if (sameConfiguration(candidate.configuration, baseline.configuration)) {
    throw new AttuneError('invalid', compareTexts.same({ candidate: candidate.label, baseline: baseline.label }));
  }
  const begun =
    store === null || input.again === true
      ? undefined
      : await earlierComparison(store, project, { candidate, baseline });
  const earlier = begun?.resolved.comparison;
  const pairsMax = input.seedsMax ?? earlier?.pairsMax ?? usualPairs;
  if (pairsMax > mostPairs) {
    throw new AttuneError('invalid', compareTexts.tooMany({ most: mostPairs, asked: pairsMax }));
  }
  const complexity =
    input.complexity ?? earlier?.complexity ?? (await usualComplexity(project, store, candidate, baseline));
  if (begun !== undefined && earlier !== undefined && store !== null && complexity !== earlier.complexity) {
    const record = await readComparison(store, begun);
    if (record?.pairs.some(isJudgedPair) === true) {
      const was = compareTexts[earlier.complexity]().text;
      throw new AttuneError('conflict', compareTexts.frozen({ round: begun.number, was }));
    }
  }
  return { candidate, baseline, complexity, note: input.note ?? '', pairsMax };
}

/** As the space tells, and the time that training steps took. */
async function usualComplexity(
  { space }: Project,
  store: Store | null,
  candidate: ComparedConfiguration,
  baseline: ComparedConfiguration,
) {
  const configurations = [candidate.configuration, baseline.configuration] as const;
  const times = store === null ? null : await stepTimesOf(store, ...configurations);
  return complexityOf(space, ...configurations, times);
}

/** Until the comparison has ended or paused here, or in the process that drives it; null where it never began. */
async function driven(
  context: Context,
  workspace: Workspace,
  store: Store,
  plan: ComparisonPlan,
  input: CompareInput,
): Promise<RoundRow | null> {
  for (;;) {
    const own = await asEngine(store, context, async (lease) => {
      const round = await opened(context, workspace, store, plan, { ...input, lease });
      return drivePairs(context, workspace, store, lease, round);
    });
    if (own !== null) return own.result;
    const other = await earlierComparison(store, workspace.project, plan);
    const watcher = watching(context);
    // A new comparison takes a number when it begins; an earlier one of the same two has another.
    if (other === undefined || input.again === true) await untilIdle(watcher, store);
    else await followRound(watcher, store, other.number);
    if (watcher.signal.aborted) return (await earlierComparison(store, workspace.project, plan)) ?? null;
  }
}

/** The comparison's round, as it is to go on: an earlier one of the same two, or a new one. */
async function opened(
  context: Context,
  workspace: Workspace,
  store: Store,
  plan: ComparisonPlan,
  { lease, again, retryFailed }: CompareInput & { readonly lease: HeldLease },
): Promise<RoundRow> {
  const by = writerOf(context, lease);
  await recordBaseline(store, workspace, by);
  const earlier = again === true ? undefined : await earlierComparison(store, workspace.project, plan);
  await warnOfTestSeen(context, store);
  if (earlier === undefined) {
    await tellOthers(context, store, workspace.project, plan);
    return beginComparison(store, workspace, plan, by);
  }
  const renewed = await renewComparison(store, earlier, workspace, plan, by);
  await warnOfMovedCode(context, workspace.directory, renewed);
  return retryFailed === true ? reopenFailed(store, renewed, by) : renewed;
}

/** Runs `use` on the store; on none where nothing has been stored yet. */
async function reading<T>(workspace: Workspace, use: (store: Store | null) => Promise<T>): Promise<T> {
  return (await storeExists(workspace)) ? withStore(workspace, use) : use(null);
}

function withSlots(workspace: Workspace, slots: number | undefined): Workspace {
  if (slots === undefined) return workspace;
  const { project } = workspace;
  return { ...workspace, project: { ...project, resources: { ...project.resources, slots } } };
}
