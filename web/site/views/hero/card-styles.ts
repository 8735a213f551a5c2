import { css } from "lit";

export const cardStyles = css`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
  }
  section {
    display: grid;
    overflow: hidden;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
  }
  section > div {
    min-width: 0;
    padding: 1rem 1.25rem;
  }
  .program {
    display: grid;
    gap: 0.875rem;
    background: var(--sunken);
  }
  pre {
    overflow-x: auto;
    /* As wide as its longest line, down to a telephone. */
    font: clamp(0.625rem, 3.15cqi, 0.8125rem) / 1.65 var(--mono);
  }
  .line {
    display: block;
    min-height: 1lh;
  }
  .keyword {
    color: light-dark(#7a2f7f, #d9a0e0);
    font-style: normal;
  }
  .number {
    color: light-dark(#9a4a00, #eebb84);
    font-style: normal;
  }
  mark,
  del {
    border-radius: 2px;
    background: var(--bad-wash);
    box-shadow: 0 0 0 2px var(--bad-wash);
    color: var(--bad);
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-bottom: 0.25rem;
    color: var(--ink-2);
    font-size: 0.8125rem;
  }
  fieldset div {
    display: inline-flex;
    flex-wrap: wrap;
    padding: 3px;
    border-radius: var(--radius);
    background: var(--paper);
    box-shadow: inset 0 0 0 1px var(--line-strong);
  }
  fieldset label {
    display: grid;
    place-items: center;
    min-height: max(2rem, var(--target));
    padding-inline: 0.75rem;
    border-radius: 4px;
    color: var(--ink-2);
    font: 0.8125rem var(--mono);
    white-space: nowrap;
    cursor: pointer;
  }
  fieldset label:hover {
    color: var(--ink);
  }
  fieldset label:has(:checked) {
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  fieldset label:has(:focus-visible) {
    box-shadow: var(--ring);
  }
  /* As high as what comes: nothing below moves, and Back leads to where the reader was. */
  .picture {
    min-height: calc(26.375rem + var(--target));
  }
  .picture p {
    color: var(--ink-3);
    font-size: 0.8125rem;
  }
  .verdict {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-height: 17rem;
    border-top: 3px solid var(--tone);
    background: var(--wash);
  }
  .accepted {
    --tone: var(--good);
    --wash: var(--good-wash);
  }
  .named {
    --tone: var(--bad);
    --wash: var(--warn-wash);
  }
  h2 {
    color: var(--tone);
    font-size: 1.1875rem;
    font-weight: 700;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  small {
    margin-top: 0.375rem;
    color: var(--warn);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  small code {
    color: var(--ink-2);
    font: 0.75rem / 1.6 var(--mono);
  }
  h3 {
    margin-top: 0.125rem;
    font-size: 1.0625rem;
    font-weight: 700;
    line-height: 1.35;
  }
  .verdict p {
    margin-top: 0.375rem;
    font-size: 0.9375rem;
    line-height: 1.5;
    text-wrap: pretty;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.125rem 0.75rem;
    margin-block: 0.75rem;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  dt {
    color: var(--ink-2);
  }
  dd {
    font-weight: 650;
  }
  .verdict .button {
    margin-top: auto;
  }
  .sentence {
    border-top: 1px solid var(--line);
  }
  .sentence label {
    display: grid;
    gap: 0.25rem;
    color: var(--ink-2);
    font-size: 0.8125rem;
  }
  input:not([type]) {
    width: 100%;
    min-height: max(2.25rem, var(--target));
    padding: 0.25rem 0.625rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: 0.9375rem;
  }
  .sentence a {
    display: inline-flex;
    align-items: center;
    min-height: max(2rem, var(--target));
    color: var(--accent);
    font-size: 0.875rem;
  }
  @container (max-width: 30rem) {
    section > div {
      padding: 0.75rem 0.625rem;
    }
    fieldset label {
      padding-inline: 0.625rem;
    }
  }
  @container (min-width: 44rem) {
    section {
      grid-template: "program picture" auto "sentence picture" 1fr "verdict verdict" auto / minmax(0, 25.5rem) minmax(0, 1fr);
    }
    .program {
      grid-area: program;
    }
    .sentence {
      grid-area: sentence;
      border-top: 0;
      background: var(--sunken);
    }
    .picture {
      grid-area: picture;
      border-inline-start: 1px solid var(--line);
    }
    .verdict {
      grid-area: verdict;
    }
    pre {
      font-size: 0.8125rem;
    }
  }
  @container (min-width: 62rem) {
    section {
      grid-template: "program picture verdict" auto "sentence picture verdict" 1fr / minmax(0, 26rem) minmax(0, 1fr) minmax(
          0,
          19rem
        );
    }
    .verdict {
      min-height: 0;
      border-top: 0;
      border-inline-start: 3px solid var(--tone);
    }
  }
`;
