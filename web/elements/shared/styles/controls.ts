import { css } from "lit";

/** Buttons, tabs and disclosures: the same everywhere. */
export const controls = css`
  button {
    font: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-height: max(2.5rem, var(--target));
    padding: 0.25rem 1rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font-size: 0.9375rem;
    font-weight: 600;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
    transition: background-color 120ms, border-color 120ms;
  }
  .button:hover {
    border-color: var(--ink);
    background: var(--sunken);
  }
  .button:focus-visible {
    outline: none;
    box-shadow: var(--ring);
    border-radius: var(--radius);
  }
  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--accent-ink);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--ink));
  }
  .button[aria-disabled="true"] {
    cursor: default;
    opacity: 0.55;
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--ink-2);
    font-weight: 500;
    padding-inline: 0.625rem;
  }
  .button.quiet:hover {
    color: var(--ink);
    background: var(--sunken);
  }
  .link {
    display: inline-flex;
    align-items: center;
    min-width: var(--target);
    min-height: var(--target);
    /* In a sentence it takes no more room than its words. */
    margin-block: min(0px, (1lh - var(--target)) / 2);
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    font: inherit;
    font-weight: 500;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  li > .link {
    margin-block: 0;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  [role="tablist"] {
    display: flex;
    gap: 1.25rem;
  }
  [role="tab"] {
    position: relative;
    min-width: var(--target);
    min-height: var(--target);
    padding: 0.625rem 0;
    border: 0;
    background: none;
    color: var(--ink-2);
    font-size: 0.9375rem;
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
    cursor: pointer;
  }
  [role="tab"]:hover {
    color: var(--ink);
  }
  [role="tab"][aria-selected="true"] {
    color: var(--ink);
    font-weight: 600;
  }
  [role="tab"][aria-selected="true"]::after {
    content: "";
    position: absolute;
    inset: auto 0 -1px;
    height: 2px;
    background: var(--accent);
  }
  summary {
    cursor: pointer;
  }
`;
