/**
 * What a user can do, as a value: a name, who may do it, the shape of its input and of its result, and the function.
 * The command line, HTTP and MCP are adapters over these; each operation is registered once, in `registry.ts`.
 */
import Type, { type Static, type TLiteral, type TObject, type TProperties, type TSchema } from 'typebox';
import { systemClock, type Clock } from '../engine/clock.ts';
import type { HeldLease } from '../engine/lease.ts';
import type { ProjectReader } from '../project/index.ts';
import type { Store } from '../store/index.ts';
import type { Analyst } from './analysis/analyst.ts';
import type { Gathering } from './own-loop/measurements-gathering.ts';
import type { ProgressEvent } from './progress.ts';
import type { Permission, Visitor } from './tokens/visitor.ts';

export { systemClock, type Clock, type Permission, type Visitor };

/** What the world around an operation is: passed in, never looked up. */
export interface Context {
  /** Absolute; where the user stands. The project is searched from here upwards. */
  readonly directory: string;
  /** The project file or its folder, where the user named one. */
  readonly projectPath?: string;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where programs of this machine reach the server that this process is; absent where it is none. */
  readonly server?: () => string;
  /** Who asks, for the event log: `cli:ada`. */
  readonly actor: string;
  /** The project's store where the caller keeps it open, as a server does; opened and closed by each operation else. */
  readonly store?: Store;
  /** Who asks a server; absent where nobody is asked who they are, as on the command line. */
  readonly visitor?: Visitor;
  /** Reads project files for a caller that keeps what it has read; each operation reads anew without it. */
  readonly readProject?: ProjectReader;
  /** Keeps analyses and documents of that store between calls; each operation makes its own without it. */
  readonly analyst?: Analyst;
  /** Gathers what programs send to that store into common commits; each request makes its own without it. */
  readonly measurements?: Gathering;
  /** Of the engine, where the caller is it already: what drives trials then takes none of its own. */
  readonly lease?: HeldLease;
  /** Tells how far the operation has come; never throws and is cheap enough to call for every measurement. */
  progress(event: ProgressEvent): void;
  /** Aborts when the user asks to stop; its reason is the signal's name. */
  readonly signal: AbortSignal;
  /** Aborts when this process ends and the trials that it drives are to go on: as a server's do. */
  readonly leave?: AbortSignal;
}

export interface Operation<I extends TSchema = TSchema, R extends TSchema = TSchema> {
  /** Kebab-case; as a rule it also names its result document (`<name>/1`) and its command. */
  readonly name: string;
  /** One line, for lists. */
  readonly summary: string;
  readonly permission: Permission;
  /** Whether a training process that Attune started may call it with the token of its attempt. */
  readonly fromAttempts?: true;
  readonly input: I;
  readonly result: R;
  run(context: Context, input: Static<I>): Promise<Static<R>>;
}

/** Checks the types of an operation and returns it. */
export function defineOperation<I extends TSchema, R extends TSchema>(operation: Operation<I, R>): Operation<I, R> {
  return operation;
}

/** An operation's input: an object that refuses unknown properties. */
export function inputOf<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

/** An operation's result: a document whose `schema` is `<name>/1`. */
export function documentOf<N extends string, P extends TProperties>(
  name: N,
  properties: P,
): TObject<{ schema: TLiteral<`${N}/1`> } & P> {
  return Type.Object({ schema: Type.Literal(`${name}/1`), ...properties }, { $id: `${name}/1` });
}

/** A measured number in a document: written as `"NaN"`, `"Infinity"` or `"-Infinity"` where it is not finite. */
export const measuredNumber = Type.Unsafe<number>({
  anyOf: [{ type: 'number' }, { enum: ['NaN', 'Infinity', '-Infinity'] }],
});
