import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { difficulties, tracks } from "../../format/index.js";
import { type Filter, isEmpty, shows } from "../path/filter.js";
import { isPlainKey } from "../plain-key.js";
import { SiteElement } from "../site-element.js";
import { pathWords } from "../words/path.js";

interface Choice<Value> {
  readonly label: string;
  readonly any: string;
  readonly options: readonly (readonly [Value, string])[];
}

/** Search and filters of the path. `/` goes to the search, Escape empties it. Fires `dojo-filter` (detail: the new filter). */
export class DojoPathFilters extends SiteElement {
  @property({ attribute: false }) filter: Filter = {};
  @property({ type: Number }) found = 0;
  @property({ type: Number }) total = 0;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      input,
      select {
        box-sizing: border-box;
        min-width: 0;
        min-height: max(2.375rem, var(--target));
        padding: 0.25rem 0.625rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: 0.9375rem;
      }
      input {
        flex: 2 1 13rem;
      }
      select {
        flex: 1 1 9rem;
      }
      select.set {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      :focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1rem;
        align-items: center;
        min-height: var(--target);
        margin-top: 0.5rem;
        color: var(--ink-3);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  private readonly hasKeys = !matchMedia("(pointer: coarse)").matches;

  private readonly goToSearch = (event: KeyboardEvent) => {
    if (!isPlainKey(event, "/")) return;
    event.preventDefault();
    this.renderRoot.querySelector("input")?.focus();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.goToSearch);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.goToSearch);
  }

  protected override render() {
    const words = pathWords[this.locale];
    const { tracks: trackNames, difficulties: difficultyNames } = this.text;
    return html`<form role="search" @submit=${(event: Event) => event.preventDefault()}>
        <input type="search" aria-label=${words.search} placeholder=${this.hasKeys ? words.searchKey : words.search} .value=${this.filter.words ?? ""}
          @input=${(event: InputEvent) => this.change({ words: (event.target as HTMLInputElement).value || undefined })} />
        ${this.choice("track", {
          label: words.trackLabel,
          any: words.anyTrack,
          options: tracks.map((track) => [track, trackNames[track]]),
        })}
        ${this.choice("difficulty", {
          label: words.difficultyLabel,
          any: words.anyDifficulty,
          options: difficulties.map((one) => [one, difficultyNames[one]]),
        })}
        ${this.choice("asked", {
          label: words.askedLabel,
          any: words.anyAsked,
          options: ([3, 2, 1] as const).map((one) => [one, words.asked[one]]),
        })}
        ${this.choice("show", {
          label: words.showLabel,
          any: words.show.any,
          options: shows.map((one) => [one, words.show[one]]),
        })}
      </form>
      <p><span role="status">${this.found === 0 ? words.nothingFound : words.found(this.found, this.total)}</span>
        ${isEmpty(this.filter) ? nothing : html`<button class="link" @click=${() => this.fire({})}>${words.clear}</button>`}</p>`;
  }

  private choice<Name extends Exclude<keyof Filter, "words">>(
    name: Name,
    { label, any, options }: Choice<Filter[Name]>,
  ) {
    const chosen = this.filter[name];
    const choose = (event: Event) => {
      const { selectedIndex } = event.target as HTMLSelectElement;
      this.change({ [name]: options[selectedIndex - 1]?.[0] });
    };
    return html`<select class=${chosen === undefined ? "" : "set"} aria-label=${label} @change=${choose}>
      <option ?selected=${chosen === undefined}>${any}</option>
      ${options.map(([value, text]) => html`<option ?selected=${value === chosen}>${text}</option>`)}
    </select>`;
  }

  private change(part: { readonly [Name in keyof Filter]: Filter[Name] | undefined }): void {
    const all = Object.entries({ ...this.filter, ...part }).filter(([, value]) => value !== undefined);
    this.fire(Object.fromEntries(all));
  }

  private fire(filter: Filter): void {
    this.dispatchEvent(new CustomEvent("dojo-filter", { detail: filter }));
  }
}

define("dojo-path-filters", DojoPathFilters);
