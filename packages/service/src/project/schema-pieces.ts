/** Pieces that the schemas of both files use. */
import { Type, type TSchema } from 'typebox';

/** What a hyperparameter can be set to. */
export const valueSchema = Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]);

/** One of several words. */
export function wordSchema(words: readonly string[], description: string): TSchema {
  return Type.Unsafe({ type: 'string', enum: [...words], description });
}

/** `attune: 1`. */
export const versionSchema = Type.Unsafe<1>({ const: 1, description: 'The version of this file’s format: 1.' });
