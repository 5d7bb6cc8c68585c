/** Why a question said nothing of a round, or of some part of it: silence has a reason too. */
import Type, { type Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { questions } from '@attune/core/insight';
import { defineTexts } from '@attune/core/texts';
import type { ReportDocument } from '../../report/index.ts';

export const whyNotTexts = defineTexts('why-not', {
  unknown: 'there is no question {code}: ask one of {known}',
});

export const whyNotSchema = Type.Object({
  code: Type.String(),
  reasons: Type.Array(Type.String(), { description: 'Why it said nothing, or nothing more.' }),
  found: Type.Array(Type.String(), { description: 'Headlines of what it did find.' }),
});

/** Throws `not-found` where there is no such question. */
export function whyNot({ findings, silent }: ReportDocument, code: string): Static<typeof whyNotSchema> {
  const known = questions.map((question) => question.code);
  if (!known.includes(code)) throw new AttuneError('not-found', whyNotTexts.unknown({ code, known: known.join(', ') }));
  const all = findings.flatMap((finding) => [finding, ...(finding.also ?? [])]);
  return {
    code,
    reasons: silent.filter((one) => one.code === code).map(({ reason }) => reason.text),
    found: all.filter((finding) => finding.code === code).map(({ headline }) => headline.text),
  };
}
