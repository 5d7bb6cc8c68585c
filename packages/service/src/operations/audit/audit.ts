/** Analyses trials that other programs ran: the same questions, asked of what lies on disk. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { parseSpace, type Space } from '@attune/core/space';
import type { Objective } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { importerFor, importerNamed, importers, type History, type Importer } from '../../importers/index.ts';
import { mistakes, readDocument } from '../../project/index.ts';
import { writeFigure } from '../../report/index.ts';
import { curveDocument, type CurveDocument } from './curves.ts';
import { auditSchema, roundDocument } from './document.ts';
import { readObjective } from './objective.ts';
import { auditReport } from './report.ts';
import { auditRound, type AuditedRound, type RoundWishes } from './round.ts';
import { defineOperation, inputOf, type Context } from '../operation.ts';
import { figureOf } from '../report/report.ts';
import { whyNot } from '../report/why-not.ts';

export const auditTexts = defineTexts('audit', {
  notFound: 'there is no {path}: check the path',
  nothingBelow:
    'no trial is recognised below {path}: give a file, or a folder with trials of AlgoPerf, or name the format with --format ({formats})',
  unrecognised: 'the format of {path} is not recognised: name it with --format ({formats})',
  noFormat: '--format is {format}: use one of {formats}',
  noneLike: 'no round is called {only}: there are {existing}',
  oneRound: '{flag} is of one round, and {path} holds {count}: choose one with --only, such as {example}',
  noHyperparameters: '{file} holds no hyperparameters: write {example}',
});

export const audit = defineOperation({
  name: 'audit',
  summary: 'Analyse trials that other programs ran',
  permission: 'read',
  input: inputOf({
    path: Type.String({ description: 'A file or a folder.' }),
    format: Type.Optional(Type.String({ description: 'An importer, or `auto` (the default).' })),
    objective: Type.Optional(Type.String({ description: '`minimize:NAME` or `maximize:NAME`.' })),
    curves: Type.Optional(Type.Boolean({ description: 'Only what single curves show.' })),
    only: Type.Optional(Type.String({ description: 'Only rounds whose name contains this.' })),
    html: Type.Optional(Type.String({ description: 'Where the page of the one round is written.' })),
    figure: Type.Optional(Type.String({ description: 'Write one figure of the one round here: .svg, .png or .json.' })),
    id: Type.Optional(Type.String({ description: 'Which figure, or how its id begins; default: the first.' })),
    theme: Type.Optional(Type.Enum(['light', 'dark'], { description: 'Colours of the figure.' })),
    whyNot: Type.Optional(Type.String({ description: 'Only answer why this question said nothing of the one round.' })),
    keepFeasible: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1 }), {
        description: 'Trials of the one round that stay feasible whatever the rules for outliers and chance say.',
      }),
    ),
    space: Type.Optional(Type.String({ description: 'A YAML file with `hyperparameters:` as in attune.yaml.' })),
    trial: Type.Optional(Type.String({ description: 'The field that tells trials apart.' })),
    curve: Type.Optional(Type.String({ description: 'The field that holds a trial’s curve.' })),
    step: Type.Optional(Type.String({ description: 'The field that holds the step.' })),
    infeasible: Type.Optional(Type.String({ description: 'The field that says that a trial was infeasible.' })),
    maxSteps: Type.Optional(Type.String({ description: 'The length of training, or the field that holds it.' })),
    group: Type.Optional(Type.String({ description: 'The field that tells rounds apart.' })),
    hyperparameters: Type.Optional(Type.Array(Type.String(), { description: 'The fields that were tuned.' })),
  }),
  result: auditSchema,
  async run(context, input) {
    const path = resolve(context.directory, input.path);
    const importer = importerOf(path, input.format);
    const objective = input.objective === undefined ? undefined : readObjective(input.objective);
    const space = input.space === undefined ? undefined : readSpace(resolve(context.directory, input.space), context);
    const { trial, curve, step, infeasible, group, hyperparameters, maxSteps } = input;
    const histories = importer.open(path, {
      ...given({ objective, space, trial, curve, step, infeasible, group, hyperparameters }),
      ...(maxSteps === undefined ? {} : { maxSteps: Number.isNaN(Number(maxSteps)) ? maxSteps : Number(maxSteps) }),
    });
    const base = { schema: 'audit/1' as const, path, format: importer.name };
    if (input.curves === true) {
      return { ...base, ...(await curvesOf(histories, objective, input.only)), rounds: [], html: null };
    }
    const rounds = await roundsOf(histories, given({ objective, space, keepFeasible: input.keepFeasible }), input.only);
    refuseSeveral(rounds, path, input);
    const made = rounds.map((round) => ({ round, report: auditReport(round, path, context.clock.now()) }));
    const whole = { ...base, curves: [], rounds: made.map(({ round, report }) => roundDocument(round, report)) };
    const report = made[0]?.report;
    if (report === undefined) return { ...whole, html: null };
    if (input.whyNot !== undefined) return { ...whole, html: null, whyNot: whyNot(report.document, input.whyNot) };
    if (input.figure !== undefined) {
      const path = resolve(context.directory, input.figure);
      const figure = figureOf(report.figures, input.id);
      await writeFigure(figure, path, input.theme ?? 'light');
      return { ...whole, html: null, figure: path, id: figure.id };
    }
    const html = input.html === undefined ? null : resolve(context.directory, input.html);
    if (html !== null) await report.writeHtml(html);
    return { ...whole, html };
  },
});

/** What is of one round alone, with its flag. */
const ofOneRound = [
  ['html', '--html'],
  ['figure', '--figure'],
  ['whyNot', '--why-not'],
  ['keepFeasible', '--keep-feasible'],
] as const;

function refuseSeveral(
  rounds: readonly AuditedRound[],
  path: string,
  input: Readonly<Partial<Record<(typeof ofOneRound)[number][0], unknown>>>,
): void {
  const [first, ...others] = rounds;
  const asked = ofOneRound.find(([property]) => input[property] !== undefined);
  if (asked === undefined || first === undefined || others.length === 0) return;
  const example = `--only ${first.name}`;
  throw new AttuneError('invalid', auditTexts.oneRound({ flag: asked[1], path, count: rounds.length, example }));
}

async function curvesOf(
  histories: AsyncIterable<History>,
  objective: Objective | undefined,
  only: string | undefined,
): Promise<{ readonly curves: CurveDocument[]; readonly unmeasured?: string[] }> {
  const curves: CurveDocument[] = [];
  const unmeasured: string[] = [];
  const groups = new Set<string>();
  for await (const history of histories) {
    groups.add(history.group);
    if (only !== undefined && !history.group.includes(only)) continue;
    curves.push(curveDocument(history, objective));
    if (history.curves.length === 0) unmeasured.push(history.source);
  }
  refuseNone(curves, only, groups);
  return { curves, ...(unmeasured.length > 0 && { unmeasured }) };
}

/** Trials of one group are held together; those of groups that were not asked for are let go. */
async function roundsOf(
  histories: AsyncIterable<History>,
  wishes: RoundWishes,
  only: string | undefined,
): Promise<readonly AuditedRound[]> {
  const groups = new Map<string, History[]>();
  for await (const history of histories) {
    const members = groups.get(history.group) ?? [];
    if (only === undefined || history.group.includes(only)) members.push(history);
    groups.set(history.group, members);
  }
  const chosen = [...groups.values()].filter((members) => members.length > 0);
  refuseNone(chosen, only, new Set(groups.keys()));
  return chosen.map((members, index) => auditRound(members, index + 1, wishes));
}

function refuseNone(found: readonly unknown[], only: string | undefined, groups: ReadonlySet<string>): void {
  if (found.length > 0 || only === undefined) return;
  throw new AttuneError('not-found', auditTexts.noneLike({ only, existing: [...groups].join(', ') }));
}

function readSpace(path: string, { directory }: Context): Space {
  const document = readDocument(path, directory);
  const value = document.value['hyperparameters'];
  if (value === undefined) {
    const example = 'hyperparameters: { lr: { range: [1e-4, 1e-1], scale: log } }';
    throw new AttuneError('invalid', auditTexts.noHyperparameters({ file: document.file, example }));
  }
  const { space, issues } = parseSpace(value);
  if (issues.length === 0) return space;
  const placed = issues.map(({ path: keys, message }) => {
    const whole = ['hyperparameters', ...keys];
    return { message, path: whole, place: document.place(whole) };
  });
  throw mistakes(document.file, placed);
}

function importerOf(path: string, format: string | undefined): Importer {
  const formats = importers.map(({ name }) => name).join(', ');
  if (format !== undefined && format !== 'auto') {
    const named = importerNamed(format);
    if (named === undefined) throw new AttuneError('invalid', auditTexts.noFormat({ format, formats }));
    return named;
  }
  const found = importerFor(path);
  if (found !== undefined) return found;
  const what = statSync(path, { throwIfNoEntry: false });
  if (what === undefined) throw new AttuneError('not-found', auditTexts.notFound({ path }));
  const say = what.isDirectory() ? auditTexts.nothingBelow : auditTexts.unrecognised;
  throw new AttuneError('invalid', say({ path, formats }));
}

/** The properties that have a value. */
function given<T extends Readonly<Record<string, unknown>>>(
  values: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
