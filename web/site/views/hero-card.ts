import { html, nothing, type PropertyValues } from "lit";
import { state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { say } from "../../format/index.js";
import "../../elements/heatmap/attention-heatmap.js";
import { hrefOf } from "../routes.js";
import { SiteElement } from "../site-element.js";
import { cardWords } from "../words/card.js";
import { type Choice, cardSlug, choices, linesOf, type Piece } from "./hero/card-program.js";
import { cardStyles } from "./hero/card-styles.js";
import type { CardWeights } from "./hero/card-weights.js";

/** What the card takes of the page before its words and weights are here. */
const weights = () => import("./hero/card-weights.js");

/**
 * What the page is about, in one card: a program, a switch that puts a mistake into it, the matrix that it returns for a
 * sentence of the visitor's own, and what the judge says of it.
 */
export class DojoHeroCard extends SiteElement {
  @state() private choice: Choice = "right";
  /** What the visitor wrote; null: the sentence that the page begins with. */
  @state() private written: string | null = null;
  @state() private shown: CardWeights | undefined;
  @state() private href = "#/lab/sentence";
  @state() private failed = false;

  /** Raised by every computation, so that one that comes too late is dropped. */
  private computation = 0;

  static override styles = [super.styles, cardStyles];

  private get sentence(): string {
    return this.written ?? cardWords[this.locale].sentence;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("lang") || changed.has("written")) void this.compute();
  }

  private async compute(): Promise<void> {
    const computation = ++this.computation;
    const { sentence } = this;
    try {
      const { labHref, weighSentence } = await weights();
      const shown = await weighSentence(sentence);
      if (computation !== this.computation) return;
      // Without a word the last picture stays.
      if (shown) this.shown = shown;
      this.href = labHref(sentence);
      this.failed = false;
    } catch {
      this.failed = computation === this.computation;
    }
  }

  private readonly write = ({ target }: Event): void => {
    this.written = (target as HTMLInputElement).value;
  };

  protected override render() {
    const words = cardWords[this.locale];
    return html`<section aria-label=${words.card}>
      <div class="program">${this.program()} ${this.switch()}</div>
      <div class="picture">${this.picture()}</div>
      <div class="verdict ${this.choice === "right" ? "accepted" : "named"}" role="status">${this.verdict()}</div>
      <div class="sentence">
        <label>${words.yourSentence}<input maxlength="200" autocomplete="off" .value=${this.sentence} @input=${this.write} /></label>
        <a href=${this.href}>${words.toLab}</a>
      </div>
    </section>`;
  }

  private program() {
    const lines = linesOf(this.choice).map((line) => html`<span class="line">${line.map(piece)}${"\n"}</span>`);
    return html`<pre tabindex="0" role="region" aria-label=${cardWords[this.locale].program}><code translate="no">${lines}</code></pre>`;
  }

  private switch() {
    const words = cardWords[this.locale];
    return html`<fieldset><legend>${words.switch}</legend><div>${choices.map(
      (
        choice,
      ) => html`<label><input class="visually-hidden" type="radio" name="choice" .checked=${choice === this.choice}
        @change=${() => this.choose(choice)} />${words.choices[choice]}</label>`,
    )}</div></fieldset>`;
  }

  private choose(choice: Choice): void {
    this.choice = choice;
  }

  private picture() {
    const words = cardWords[this.locale];
    const { shown } = this;
    if (this.failed) return html`<p role="alert">${words.failed}</p>`;
    if (!shown) return nothing;
    return html`<attention-heatmap
        lang=${this.locale}
        .data=${shown.matrices[this.choice]}
        .shape=${[shown.words.length, shown.words.length]}
        .range=${[0, 1]}
        .label=${words.picture}
        .rowTitle=${words.query}
        .columnTitle=${words.key}
        .rowLabels=${shown.words}
        .columnLabels=${shown.words}
      ></attention-heatmap>
      ${shown.total > shown.words.length ? html`<p>${words.firstWords(shown.words.length)}</p>` : nothing}`;
  }

  private verdict() {
    const { choice, shown, locale } = this;
    const words = cardWords[locale];
    if (choice === "right")
      return html`<h2>${this.text.verdicts.accepted}</h2><p>${words.right}</p>${this.measures()} ${this.onward(words.writeIt)}`;
    const mistake = shown?.named[choice];
    if (!mistake) return nothing;
    return html`<h2>${this.text.verdicts["wrong-answer"]}</h2>
      <small>${this.text.namedMistake} <code>${mistake.code}</code></small>
      <h3>${say(mistake.title, locale)}</h3>
      <p>${firstSentence(say(mistake.explanation, locale))}</p>
      ${this.measures()} ${this.onward(words.findIt)}`;
  }

  private onward(label: string) {
    return html`<a class="button" href=${hrefOf({ view: "exercise", slug: cardSlug })}>${label}</a>`;
  }

  /** What of the matrix shows the mistake. */
  private measures() {
    const { shown } = this;
    if (!shown) return nothing;
    const { sums, largest } = cardWords[this.locale];
    const size = shown.words.length;
    const rows = shown.words.map((_, i) => Array.from(shown.matrices[this.choice]).slice(i * size, (i + 1) * size));
    const totals = rows.map((row) => row.reduce((sum, weight) => sum + weight, 0));
    const written = [Math.min(...totals), Math.max(...totals)].map((total) => total.toFixed(2));
    return html`<dl>
      <dt>${sums}</dt><dd>${[...new Set(written)].join(" – ")}</dd>
      <dt>${largest}</dt><dd>${Math.max(...rows.flat()).toFixed(2)}</dd>
    </dl>`;
  }
}

/** Colours for the few words of the program that the reader looks for. */
function piece({ text, what }: Piece) {
  if (what === "missing") return html`<del>${text}</del>`;
  if (what === "changed") return html`<mark>${text}</mark>`;
  return text
    .split(/(\b(?:def|return)\b|-?\b\d+\b)/)
    .map((part, i) => (i % 2 === 0 ? part : html`<i class=${/\d/.test(part) ? "number" : "keyword"}>${part}</i>`));
}

const firstSentence = (text: string): string => /^.*?(?:。|[.:](?=\s))/.exec(text)?.[0].replace(/:$/, ".") ?? text;

define("dojo-hero-card", DojoHeroCard);
