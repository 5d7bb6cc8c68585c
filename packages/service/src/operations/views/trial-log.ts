/** What an attempt of a trial wrote to stdout or stderr: its end, a part of it, or the lines that hold some words. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Type, { type Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { withoutLauncher } from '../../engine/index.ts';
import { createRedactor } from '../../protocol/index.ts';
import type { AttemptRow, Store } from '../../store/index.ts';
import { readInTurn } from '../analysis/reading.ts';
import { attemptPlace } from './attempt-place.ts';
import { linesFrom, startOfLast, type LogLine } from '../log/lines.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { trialOf } from '../stored-trial.ts';
import { openWorkspace, withStore, type Workspace } from '../workspace.ts';

export const trialLogTexts = defineTexts('trial-log', {
  noAttempt: 'trial {trial} has no attempt {attempt}: it has {count} {count|attempt|attempts}',
  both: 'give after or before, not both: after reads on, before reads back',
  elsewhere: 'the {stream} of trial {trial} is no file of this project: it is not shown',
});

/** Lines of an answer where no other number is asked for. */
const usualLines = 500;
/** Bytes that one answer searches; the next one goes on from there. */
const searchedBytes = 8 << 20;

const lineSchema = Type.Object({
  offset: Type.Integer({ description: 'The byte that it begins at: what `before` takes.' }),
  text: Type.String({ description: 'As a terminal shows it; values of sealed metrics are masked.' }),
  clipped: Type.Boolean({ description: 'True of a line that is longer than what is shown.' }),
  partial: Type.Boolean({ description: 'True of a last line that is still being written.' }),
});

export const trialLog = defineOperation({
  name: 'trial-log',
  summary: "Read a trial's log",
  permission: 'read',
  input: inputOf({
    trial: Type.Integer({ minimum: 1 }),
    stream: Type.Enum(['stdout', 'stderr']),
    attempt: Type.Optional(Type.Integer({ minimum: 1, description: 'Default: the latest.' })),
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'Read on from this byte: the `next` of an answer.' })),
    before: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Read back from this byte: the `offset` of a line.' }),
    ),
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: 'Only lines that hold this, in any case, from `after` on.',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000, description: 'Lines at most; default: 500.' })),
  }),
  result: documentOf('trial-log', {
    trial: Type.Integer(),
    attempt: Type.Integer({ description: '0 where the trial has not started.' }),
    stream: Type.Enum(['stdout', 'stderr']),
    lines: Type.Array(lineSchema),
    next: Type.Integer({ description: 'Where to read on: what `after` takes.' }),
    size: Type.Integer({ description: 'Bytes of the file now.' }),
    more: Type.Boolean({
      description: 'Whether there is more to be read at once: after `next`, or for `before` further back.',
    }),
    ended: Type.Boolean({ description: 'Whether the attempt has ended: nothing more is written.' }),
  }),
  async run(context, { trial: id, stream, attempt: number, limit = usualLines, ...where }) {
    if (where.after !== undefined && where.before !== undefined) {
      throw new AttuneError('invalid', trialLogTexts.both());
    }
    const workspace = openWorkspace(context);
    const read = async (store: Store) => {
      const { round } = await trialOf(store, id);
      const attempts = await store.read('attempt', { trial: [id] });
      const attempt = number === undefined ? attempts.at(-1) : attempts.find((one) => one.number === number);
      if (number !== undefined && attempt === undefined) {
        throw new AttuneError(
          'not-found',
          trialLogTexts.noAttempt({ trial: id, attempt: number, count: attempts.length }),
        );
      }
      const about = { schema: 'trial-log/1' as const, trial: id, attempt: attempt?.number ?? 0, stream };
      const file = attempt === undefined ? null : await openLog(workspace, attempt, stream);
      const ended = attempt !== undefined && attempt.endedAt !== null;
      if (file === null) return { ...about, lines: [], next: 0, size: 0, more: false, ended };
      try {
        const { size } = await file.stat();
        const redact = createRedactor(round.resolved.project.metrics);
        const show = (text: string): string => stripVTControlCharacters(redact(withoutLauncher(text))).trimEnd();
        const read = await part(file, size, { ...where, limit, show, ended, signal: context.signal });
        return { ...about, ...read, size, ended };
      } finally {
        await file.close();
      }
    };
    return readInTurn(context, () => withStore(workspace, read));
  },
});

interface Wanted {
  readonly after?: number;
  readonly before?: number;
  readonly search?: string;
  readonly limit: number;
  readonly show: (text: string) => string;
  readonly ended: boolean;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

interface Part {
  readonly lines: Static<typeof lineSchema>[];
  readonly next: number;
  readonly more: boolean;
}

async function part(file: FileHandle, size: number, wanted: Wanted): Promise<Part> {
  const { after, before, search, limit } = wanted;
  if (search !== undefined) return searched(file, size, search, wanted);
  if (after !== undefined) return forwards(file, Math.min(after, size), size, wanted);
  const end = Math.min(before ?? size, size);
  const from = await startOfLast(file, end, limit);
  const read = await forwards(file, from, end, { ...wanted, limit: Infinity });
  const lines = read.lines.slice(-limit);
  return { lines, next: read.next, more: (lines[0]?.offset ?? 0) > 0 };
}

async function forwards(file: FileHandle, from: number, to: number, wanted: Wanted): Promise<Part> {
  const lines: Part['lines'] = [];
  let next = from;
  for await (const line of linesFrom(file, from, to)) {
    if (lines.length >= wanted.limit) return { lines, next, more: true };
    const partial = line.partial && !wanted.ended;
    lines.push(documentOfLine(line, partial, wanted));
    // An unfinished line is read again when there is more of it.
    if (!partial) next = line.end;
  }
  return { lines, next, more: false };
}

/** What is masked cannot be searched for. */
async function searched(file: FileHandle, size: number, search: string, wanted: Wanted): Promise<Part> {
  const lines: Part['lines'] = [];
  const from = Math.min(wanted.after ?? 0, size);
  const words = search.toLowerCase();
  let next = from;
  for await (const line of linesFrom(file, from, size)) {
    const enough = lines.length >= wanted.limit || next - from >= searchedBytes;
    if (enough || wanted.signal.aborted) return { lines, next, more: true };
    const partial = line.partial && !wanted.ended;
    if (!partial) next = line.end;
    // Masking takes much longer than looking.
    if (!stripVTControlCharacters(line.text).toLowerCase().includes(words)) continue;
    const shown = documentOfLine(line, partial, wanted);
    if (shown.text.toLowerCase().includes(words)) lines.push(shown);
  }
  return { lines, next, more: false };
}

function documentOfLine({ offset, text, clipped }: LogLine, partial: boolean, { show }: Wanted) {
  return { offset, text: show(text), clipped, partial };
}

/**
 * Null where there is none. The training program can write what it likes into its directory: a link that leads out of it,
 * or a pipe, is refused.
 */
async function openLog(workspace: Workspace, attempt: AttemptRow, stream: string): Promise<FileHandle | null> {
  const elsewhere = () => new AttuneError('not-found', trialLogTexts.elsewhere({ trial: attempt.trial, stream }));
  const place = await attemptPlace(workspace.storeDirectory, attempt.directory);
  if (place.kind === 'none') return null;
  if (place.kind === 'elsewhere') throw elsewhere();
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let file: FileHandle;
  try {
    file = await open(join(place.path, stream), flags);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT') return null;
    throw elsewhere();
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw elsewhere();
}
