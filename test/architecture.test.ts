/** The directions of ARCHITECTURE.md, asserted over every import, type imports included; and no import cycles. */
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { beforeAll, describe, expect, it, vi } from 'vitest';

/** Every file of the repository is read and parsed. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** For each folder of the core: the folders that it may import. */
const core: Readonly<Record<string, readonly string[]>> = {
  texts: [],
  errors: ['texts'],
  numeric: ['texts', 'errors'],
  space: ['texts', 'errors', 'numeric'],
  study: ['texts', 'errors', 'space'],
  samplers: ['texts', 'errors', 'numeric', 'space', 'study'],
  design: ['texts', 'errors', 'numeric', 'space', 'study'],
  diagnosis: ['texts', 'errors', 'numeric', 'study'],
  insight: ['texts', 'errors', 'numeric', 'space', 'study', 'diagnosis'],
  next: ['texts', 'errors', 'numeric', 'space', 'study', 'design', 'insight'],
  figures: ['texts', 'errors', 'numeric', 'space', 'study', 'diagnosis', 'insight'],
  decide: ['texts', 'errors', 'numeric', 'space', 'study', 'insight'],
};

/** Likewise for the service, whose folders may all use the core. */
const service: Readonly<Record<string, readonly string[]>> = {
  files: [],
  protocol: [],
  store: [],
  runners: [],
  project: ['protocol', 'files'],
  history: ['protocol', 'store'],
  report: ['files'],
  notebook: ['report'],
  importers: ['protocol', 'files'],
  engine: ['protocol', 'store', 'runners', 'history'],
  operations: [
    'protocol',
    'project',
    'store',
    'runners',
    'history',
    'report',
    'notebook',
    'importers',
    'engine',
    'files',
  ],
  http: ['operations', 'engine', 'project', 'protocol', 'store', 'history', 'report', 'files', 'runners'],
  // For printing: places in files, words of commands, the report's text.
  cli: ['operations', 'report', 'notebook', 'project', 'protocol', 'http'],
};

const tests = String.raw`\.test\.ts$|/testing/|/test/|fixtures/`;

/** Modules in `from/folder` must not import from other folders of `root` than those allowed. */
function directions(root: string, allowed: Readonly<Record<string, readonly string[]>>): IForbiddenRuleType[] {
  return Object.entries(allowed).map(([folder, targets]) => ({
    name: `${root} ${folder}`,
    severity: 'error',
    from: { path: `^packages/${root}/src/${folder}/`, pathNot: tests },
    to: { path: `^packages/${root}/src/`, pathNot: `^packages/${root}/src/(${[folder, ...targets].join('|')})/` },
  }));
}

const rules: IForbiddenRuleType[] = [
  { name: 'cycle', severity: 'error', from: {}, to: { circular: true } },
  ...directions('core', core),
  ...directions('service', service),
  {
    name: 'core stands alone',
    severity: 'error',
    from: { path: '^packages/core/src/', pathNot: tests },
    to: { pathNot: '^packages/core/' },
  },
  {
    name: 'train uses the core at most',
    severity: 'error',
    from: { path: '^packages/train/src/', pathNot: tests },
    to: { path: '^packages/(service|dashboard)/' },
  },
  {
    name: 'only the composition root names a concrete runner',
    severity: 'error',
    from: { path: '^packages/service/src/(engine|history|report|project)/', pathNot: tests },
    to: { path: '^packages/service/src/(runners/local|store/(sqlite|memory|postgres))' },
  },
];

let result: ICruiseResult;

beforeAll(async () => {
  const { output } = await cruise(['packages', 'examples', 'bench', 'scripts'], {
    validate: true,
    ruleSet: { forbidden: rules },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|/dist/|/\\.attune/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types'],
      extensions: ['.ts', '.js'],
    },
  });
  if (typeof output === 'string') throw new Error(output);
  result = output;
});

describe('the architecture', () => {
  it('has no import cycle, and every import goes in an allowed direction', () => {
    const violations = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(violations).toEqual([]);
  });

  it('has been looked at: the modules and their imports across packages were found', () => {
    expect(result.summary.totalCruised).toBeGreaterThan(200);
    const across = result.modules.flatMap(({ source, dependencies }) =>
      dependencies.filter(
        ({ resolved }) => source.startsWith('packages/service/') && resolved.startsWith('packages/core/'),
      ),
    );
    expect(across.length).toBeGreaterThan(50);
  });

  it('names every folder that there is', () => {
    const folders = (root: string) => [
      ...new Set(
        result.modules.flatMap(({ source }) => new RegExp(`^packages/${root}/src/([^/]+)/`).exec(source)?.[1] ?? []),
      ),
    ];
    expect(
      folders('core')
        .filter((folder) => folder !== 'testing')
        .toSorted(),
    ).toEqual(Object.keys(core).toSorted());
    expect(
      folders('service')
        .filter((folder) => folder !== 'testing')
        .toSorted(),
    ).toEqual(Object.keys(service).toSorted());
  });
});
