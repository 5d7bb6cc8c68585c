/**
 * One cause, one finding: where two findings come of the same thing, the one that an expert would act on tells the other,
 * which stays readable under it (`also`).
 */
import type { Finding } from './finding.ts';

/** `teller` and `told` are codes; they are one cause where the `link` holds. */
interface Kinship {
  readonly teller: string;
  readonly told: string;
  readonly link: (teller: Finding, told: Finding) => boolean;
}

const sameHyperparameter: Kinship['link'] = (teller, told) =>
  teller.values['hyperparameter'] !== undefined &&
  teller.values['hyperparameter'] === told.values['hyperparameter'] &&
  teller.values['study'] === told.values['study'];

const always: Kinship['link'] = () => true;

/** In order: a finding that has been told is not asked to tell. */
const kinships: readonly Kinship[] = [
  { teller: 'stability-edge', told: 'boundary', link: sameHyperparameter },
  { teller: 'stability-edge', told: 'infeasible', link: sameHyperparameter },
  { teller: 'still-improving', told: 'best-step', link: always },
  { teller: 'saturated', told: 'best-step', link: always },
];

/** The findings in their order, without those that another one tells. */
export function mergeRelated(findings: readonly Finding[]): readonly Finding[] {
  const telling = new Map<Finding, Finding[]>();
  const told = new Set<Finding>();
  for (const { teller, told: code, link } of kinships) {
    for (const tells of findings.filter((finding) => finding.code === teller && !told.has(finding))) {
      for (const one of findings.filter((finding) => finding.code === code && !told.has(finding))) {
        if (!link(tells, one)) continue;
        told.add(one);
        telling.set(tells, [...(telling.get(tells) ?? []), one, ...(telling.get(one) ?? [])]);
      }
    }
  }
  return findings.flatMap((finding) => {
    if (told.has(finding)) return [];
    const also = telling.get(finding);
    return also === undefined ? [finding] : [{ ...finding, also }];
  });
}
