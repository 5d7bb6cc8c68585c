/** What the diagnoses cannot read off the curves themselves: every unavoidable constant, in one place, changeable. */
export interface DiagnosisOptions {
  /** Share of healthy curves on which a test-based diagnosis may speak by chance. */
  readonly falseAlarms: number;
}

export const defaultDiagnosisOptions: DiagnosisOptions = { falseAlarms: 0.01 };
