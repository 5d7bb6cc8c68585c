/** An error as a document: what a program gets in place of a result, under `--json` and over HTTP alike. */
import Type, { type Static } from 'typebox';
import { AttuneError, type ErrorCode } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';

export const errorTexts = defineTexts('error-document', {
  defect: 'something went wrong inside Attune: {message}',
});

export const errorSchema = Type.Object(
  {
    schema: Type.Literal('error/1'),
    code: Type.Enum([
      'invalid',
      'not-found',
      'conflict',
      'unsupported',
      'unavailable',
      'internal',
      'unauthorised',
      'forbidden',
      'too-large',
      'too-many',
    ]),
    message: Type.String({ description: 'What is wrong and what to do about it.' }),
    issues: Type.Array(
      Type.Object({
        message: Type.String(),
        key: Type.String({ description: 'Names the sentence, for programs and translations.' }),
        path: Type.Array(Type.Union([Type.String(), Type.Number()]), {
          description: 'Keys from the root of what was sent, or of the file, to the value.',
        }),
        place: Type.Optional(Type.Object({ file: Type.String(), line: Type.Integer(), column: Type.Integer() })),
      }),
      { description: 'One entry for each thing that is wrong.' },
    ),
  },
  { $id: 'error/1' },
);

export type ErrorDocument = Static<typeof errorSchema>;

/** Anything but an `AttuneError` is a defect, code `internal`. The other codes are a server's, for what it does not let in. */
export function errorDocument(error: unknown): ErrorDocument & { readonly code: ErrorCode | 'internal' } {
  if (!(error instanceof AttuneError)) {
    const { text } = errorTexts.defect({ message: error instanceof Error ? error.message : String(error) });
    return { schema: 'error/1', code: 'internal', message: text, issues: [] };
  }
  const issues = error.issues.map(({ message, path, place }) => ({
    message: message.text,
    key: message.key,
    path: [...path],
    ...(place === undefined ? {} : { place: { ...place } }),
  }));
  return { schema: 'error/1', code: error.code, message: error.message, issues };
}
