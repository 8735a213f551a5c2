import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { define } from "../../elements/toolkit.js";
import { type Length, lengths } from "../interview/interview.js";
import { mixes, questionCount } from "../interview/plan.js";
import { type Role, roles } from "../interview/roles.js";
import { SiteElement } from "../site-element.js";
import { interviewWords } from "../words/interview.js";

/** Where length and post are chosen. Fires `dojo-start` (detail: both) and `dojo-show-report`. */
export class DojoInterviewStart extends SiteElement {
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) hasReport = false;
  @state() private minutes: Length = 40;
  @state() private post: Role = "any";

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        max-width: 46rem;
        margin: 0 auto;
      }
      h1 {
        margin: 0;
        font-size: clamp(1.75rem, 1.4rem + 1.5vw, 2.25rem);
        font-weight: 750;
        line-height: 1.15;
        letter-spacing: -0.025em;
      }
      .intro {
        margin-top: 0.75rem;
        color: var(--ink-2);
        text-wrap: pretty;
      }
      fieldset {
        min-width: 0;
        margin: 2rem 0 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        margin-bottom: 0.625rem;
        font-weight: 650;
      }
      .lengths {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: 0.625rem;
      }
      label {
        display: block;
        padding: 0.875rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        cursor: pointer;
      }
      label:hover {
        border-color: var(--line-strong);
      }
      label:has(:checked) {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .long {
        display: block;
        font-size: 1.125rem;
        font-weight: 700;
      }
      .roles {
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
      }
      .roles small {
        display: block;
        line-height: 1.4;
      }
      .role {
        display: block;
        font-weight: 650;
      }
      label small {
        color: var(--ink-3);
        font-size: 0.875rem;
      }
      ul {
        margin-top: 1.5rem;
        padding-inline-start: 1.25rem;
        color: var(--ink-2);
        font-size: 0.9375rem;
      }
      li + li {
        margin-top: 0.25rem;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1.25rem;
        margin-top: 1.75rem;
      }
      .actions .primary {
        min-height: 2.75rem;
        padding-inline: 1.25rem;
      }
    `,
  ];

  protected override render() {
    const words = interviewWords[this.locale];
    return html`
      <h1 tabindex="-1" lang=${this.locale}>${words.title}</h1>
      <p class="intro">${words.intro}</p>
      <fieldset>
        <legend>${words.howLong}</legend>
        <div class="lengths">${lengths.map(
          (length) => html`<label>
            <input class="visually-hidden" type="radio" name="minutes" .checked=${length === this.minutes} @change=${() => this.choose(length)} />
            <span class="long">${words.minutes(length)}</span>
            <small>${words.contents(questionCount(length), mixes[length].coding.length)}</small>
          </label>`,
        )}</div>
      </fieldset>
      <fieldset>
        <legend>${words.forWhom}</legend>
        <div class="lengths roles">${roles.map(
          (role) => html`<label>
            <input class="visually-hidden" type="radio" name="role" .checked=${role === this.post} @change=${() => this.chooseRole(role)} />
            <span class="role">${words.roles[role].name}</span>
            <small>${words.roles[role].about}</small>
          </label>`,
        )}</div>
      </fieldset>
      <ul>${words.rules.map((rule) => html`<li>${rule}</li>`)}</ul>
      <div class="actions">
        <button class="button primary" aria-disabled=${this.busy} @click=${this.start}>${words.start}</button>
        ${this.hasReport ? html`<button class="link" @click=${() => this.dispatchEvent(new Event("dojo-show-report"))}>${words.lastReport}</button>` : nothing}
      </div>`;
  }

  private choose(length: Length): void {
    this.minutes = length;
  }

  private chooseRole(role: Role): void {
    this.post = role;
  }

  private start(): void {
    const { minutes, post: role } = this;
    this.dispatchEvent(new CustomEvent("dojo-start", { detail: { minutes, role } }));
  }
}

define("dojo-interview-start", DojoInterviewStart);
