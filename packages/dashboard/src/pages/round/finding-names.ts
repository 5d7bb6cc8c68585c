/** A name for each finding of a report that it keeps from one analysis to the next, while its numbers change. */
import { wishName } from './wish.ts';

type NamedFinding = Parameters<typeof wishName>[0] & { readonly evidence: { readonly figure?: string } };

/** Each once: those that would be called alike are counted. */
export function findingNames(findings: readonly NamedFinding[]): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const name = `${wishName(finding)} ${finding.evidence.figure ?? ''}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name} ${count}`;
  });
}
