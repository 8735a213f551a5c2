import { css } from "lit";

/** The lay-out of `<attention-question>`, which comes with what it lays out. */
export const questionStyles = css`
  .heading h2 {
    font-size: 1.375rem;
    font-weight: 700;
    line-height: 1.25;
    letter-spacing: -0.015em;
  }
  .heading p {
    color: var(--ink-3);
    font-size: 0.875rem;
  }
  .heading {
    margin-bottom: 1rem;
  }
  .asked {
    font-size: 1.0625rem;
  }
  form {
    margin-top: 1.5rem;
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend,
  .field {
    display: block;
    padding: 0;
    color: var(--ink-2);
    font-size: 0.875rem;
    font-weight: 600;
  }
  .choices {
    list-style: none;
  }
  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0 0.75rem;
    align-items: start;
    margin-top: 0.5rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-wrap: anywhere;
  }
  label.choice {
    cursor: pointer;
  }
  label.choice:hover {
    border-color: var(--line-strong);
  }
  label.choice:has(:checked) {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  label.choice:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  input[type="checkbox"] {
    width: 1.125rem;
    height: 1.125rem;
    margin: 0.25rem 0 0;
    accent-color: var(--accent);
  }
  input[type="checkbox"]:focus-visible {
    outline: none;
  }
  ::slotted([slot="answered"]) {
    margin-top: 1rem;
  }
  .results {
    margin-top: 1rem;
  }
  .results .choice {
    border-color: transparent;
    background: none;
    padding-inline: 0;
    margin-top: 0;
    border-radius: 0;
    border-bottom-color: var(--line);
  }
  .results .choice:last-child {
    border-bottom-color: transparent;
  }
  .sign {
    display: grid;
    place-items: center;
    width: 1.375rem;
    height: 1.375rem;
    margin-top: 0.125rem;
    border-radius: 4px;
  }
  .right .sign {
    background: var(--good-wash);
    color: var(--good);
  }
  .wrong .sign {
    background: var(--sunken);
    color: var(--ink-3);
  }
  .wrong.taken .sign {
    background: var(--bad-wash);
    color: var(--bad);
  }
  .says {
    font-weight: 600;
  }
  .wrong:not(.taken) .says {
    font-weight: 500;
    color: var(--ink-2);
  }
  .why {
    margin-top: 0.25rem;
    color: var(--ink-2);
    font-size: 0.9375rem;
  }
  .tag {
    margin-top: 0.1875rem;
    padding: 0 0.4375rem;
    border-radius: 3px;
    background: var(--sunken);
    color: var(--ink-2);
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.25rem;
    white-space: nowrap;
  }
  .right.taken .tag {
    background: var(--good-wash);
    color: var(--good);
  }
  .wrong.taken .tag {
    background: var(--bad-wash);
    color: var(--bad);
  }
  .number {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    margin-top: 0.375rem;
  }
  input[type="text"],
  textarea {
    min-width: 0;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
  input[type="text"] {
    width: 18rem;
    max-width: 100%;
    min-height: 2.75rem;
    padding: 0.25rem 0.875rem;
    font-family: var(--mono);
    font-variant-numeric: tabular-nums;
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 11rem;
    max-height: 70vh;
    margin-top: 0.375rem;
    padding: 0.75rem 1rem;
    line-height: 1.65;
    resize: vertical;
    field-sizing: content;
  }
  input[type="text"]:focus-visible,
  textarea:focus-visible {
    outline: none;
    border-color: var(--accent);
    border-radius: var(--radius);
    box-shadow: 0 0 0 1px var(--accent);
  }
  .unit {
    color: var(--ink-2);
  }
  .board {
    padding: 0;
    list-style: none;
  }
  .board li {
    padding-block: 0.75rem;
    border-top: 1px solid var(--line);
  }
  .board input[type="text"] {
    display: block;
    width: min(34rem, 100%);
    margin-top: 0.375rem;
  }
  .board .line {
    display: flex;
    gap: 0.75rem;
  }
  .board .sign {
    flex: none;
  }
  .board .ask {
    font-weight: 600;
  }
  .board .why {
    color: var(--ink-2);
  }
  .board code {
    font-family: var(--mono);
    overflow-wrap: anywhere;
  }
  .board .right .sign {
    color: var(--good);
  }
  .board .wrong .sign {
    color: var(--bad);
  }
  .board .shown .sign {
    color: var(--warn);
  }
  .help {
    margin-top: 0.375rem;
    color: var(--ink-3);
    font-size: 0.8125rem;
  }
  .problem {
    margin-top: 0.5rem;
    color: var(--bad);
    font-size: 0.9375rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-top: 1.25rem;
  }
  .verdict {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 0.75rem;
    align-items: center;
    margin-top: 2rem;
    padding-top: 1.5rem;
    border-top: 1px solid var(--line);
  }
  .verdict .sign {
    width: 2.25rem;
    height: 2.25rem;
    margin: 0;
    background: var(--tone);
    color: var(--surface);
  }
  .verdict svg {
    width: 1.25rem;
    height: 1.25rem;
    stroke-width: 2.25;
  }
  .verdict h2 {
    color: var(--tone);
    font-size: 1.25rem;
    font-weight: 700;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  .verdict h2:focus {
    outline: none;
  }
  .good {
    --tone: var(--good);
  }
  .warn {
    --tone: var(--warn);
  }
  .bad {
    --tone: var(--bad);
  }
  .numbers {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.125rem 1.25rem;
    margin-top: 1rem;
  }
  .numbers dt {
    color: var(--ink-3);
    font-size: 0.875rem;
    line-height: 1.75;
  }
  .numbers dd {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .part {
    margin-top: 1.75rem;
  }
  .part > h2,
  .part > h3 {
    margin-bottom: 0.5rem;
    font-size: 1.0625rem;
    font-weight: 650;
  }
  .part > h2:focus {
    outline: none;
  }
  .mine {
    padding-inline-start: 1rem;
    border-inline-start: 3px solid var(--line);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .mine.nothing {
    color: var(--ink-3);
  }
  .rubric .choice {
    background: none;
    border: 0;
    margin: 0;
    padding: 0.375rem 0;
  }
  .rubric label.choice:has(:checked) {
    box-shadow: none;
  }
  .rubric .sign {
    width: 1.125rem;
    height: 1.125rem;
    margin-top: 0.25rem;
  }
  .rubric .sign svg {
    width: 0.75rem;
  }
  .part ul.list {
    padding-inline-start: 1.25rem;
  }
  .list li + li {
    margin-top: 0.375rem;
  }
  .list li::marker {
    color: var(--ink-3);
  }
  .sources {
    color: var(--ink-2);
    font-size: 0.875rem;
  }
  .sources a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  @media (max-width: 30rem) {
    .results .choice {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .results .tag {
      grid-column: 2;
      justify-self: start;
      margin-top: 0.375rem;
    }
    .actions .button {
      flex-grow: 1;
    }
    .actions .button.quiet {
      flex-grow: 0;
    }
  }
  @media print {
    .actions {
      display: none;
    }
  }
`;
