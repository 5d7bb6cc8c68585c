/** A Vega-Lite specification: plain JSON data. */
export type Specification = Readonly<Record<string, unknown>>;

/** A picture as data, with the one thing that it shows. Field names inside are fixed (`x`, `y`, …). */
export interface Figure {
  /** Stable within a report: `axis:lr`, `curves:valid/loss`. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what a reader should see. */
  readonly claim: string;
  readonly spec: Specification;
}
