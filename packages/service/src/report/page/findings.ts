/** What was learned: each finding with its figure, its evidence and what to do. */
import type { Finding, Insight, Severity } from '@attune/core/insight';
import type { Figure } from '@attune/core/figures';
import type { Message } from '@attune/core/texts';
import { numberText } from '../columns.ts';
import { opening, sentence } from '../sentence.ts';
import { reportTexts } from '../texts.ts';
import { anchorOf } from './figures.ts';
import { markup, type Markup } from './markup.ts';

/** Where a finding's figure stands: beside it, or elsewhere in the page; undefined where there is none. */
export type FigurePlace =
  | { readonly kind: 'here'; readonly markup: Markup }
  | { readonly kind: 'elsewhere'; readonly figure: Figure }
  | undefined;

export function findingMarkup(finding: Finding, place: FigurePlace): Markup {
  return markup`<article class="${place?.kind === 'here' ? 'finding illustrated' : 'finding'}">
    <div>
      <p class="tag">
        <span class="${finding.severity}">${severityTexts[finding.severity]().text}</span>${confidenceText(finding)}
      </p>
      <h3>${opening(finding.headline)}</h3>
      ${finding.explanation.map((message) => markup`<p>${sentence(message)}</p>`)}
      ${adviceMarkup(finding.advice)} ${(finding.also ?? []).map((one) => alsoMarkup(one, finding))}
      ${place?.kind === 'elsewhere' ? figureLink(place.figure) : undefined}
      ${evidenceMarkup(finding)}
    </div>
    ${place?.kind === 'here' ? place.markup : undefined}
  </article>`;
}

/** In per cent, at most 99: nothing is certain. A note that only counts or names, and so tests nothing, has none. */
function confidenceText({ severity, confidence }: Finding): string {
  if (severity === 'note' && confidence >= 1) return '';
  return ` · ${reportTexts.confidence({ percent: Math.min(mostPercent, Math.round(confidence * 100)) }).text}`;
}

const mostPercent = 99;

/** A finding of the same cause: told under the one that tells it, whose advice it does not repeat. */
function alsoMarkup({ headline, advice }: Finding, teller: Finding): Markup {
  return markup`<p class="soft">${sentence(reportTexts.also({ headline: headline.text }))}</p>
    ${adviceMarkup(advice?.text === teller.advice?.text ? undefined : advice)}`;
}

function adviceMarkup(advice: Message | undefined): Markup | undefined {
  if (advice === undefined) return undefined;
  return markup`<p class="do"><b>${reportTexts.toDo().text}:</b> ${sentence(advice)}</p>`;
}

function figureLink(figure: Figure): Markup {
  const text = reportTexts.seeFigure({ title: figure.title }).text;
  return markup`<p class="soft"><a href="#${anchorOf(figure)}">${text}</a></p>`;
}

/** The questions that stayed silent, folded away. */
export function silentMarkup(silent: Insight['silent']): Markup | undefined {
  if (silent.length === 0) return undefined;
  const items = silent.map(({ code, reason }) => reportTexts.silentItem({ question: code, reason: reason.text }).text);
  return markup`<details class="silent">
    <summary>${reportTexts.silent().text}</summary>
    <ul>
      ${items.map((item) => markup`<li>${item}</li>`)}
    </ul>
  </details>`;
}

function evidenceMarkup({ evidence }: Finding): Markup | undefined {
  const numbers = Object.entries(evidence.numbers);
  if (numbers.length === 0 && evidence.trials.length === 0) return undefined;
  return markup`<details>
    <summary>${reportTexts.evidence().text}</summary>
    <dl class="numbers">
      ${
        evidence.trials.length === 0
          ? undefined
          : markup`<dt>${reportTexts.evidenceTrials({ count: evidence.trials.length }).text}</dt>
              <dd>${trialLinks(evidence.trials)}</dd>`
      }
      ${numbers.map(
        ([name, value]) =>
          markup`<dt>${words(name)}</dt>
            <dd>${numberText(value)}</dd>`,
      )}
    </dl>
  </details>`;
}

function trialLinks(trials: readonly number[]): readonly Markup[] {
  return trials.map((trial, index) => markup`${index > 0 ? ', ' : ''}<a href="#trial-${trial}">${trial}</a>`);
}

/** `noiseFloor` → `noise floor`. */
function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

const severityTexts: Readonly<Record<Severity, typeof reportTexts.severityNote>> = {
  warning: reportTexts.severityWarning,
  advice: reportTexts.severityAdvice,
  note: reportTexts.severityNote,
};
