import { css } from "lit";

/** The two colours that link the pictures: the token that asks, and the one that answers. */
export const linkColors = css`
  :host {
    --query: var(--accent);
    --key: light-dark(#a5480a, #f0a468);
    --key-wash: light-dark(#fbeee3, #33231a);
  }
`;

/** A few words to choose among, side by side. */
export const segments = css`
  .segments {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px;
    min-width: 0;
    margin: 0;
    padding: 2px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sunken);
  }
  .segments label {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-height: max(1.875rem, var(--target));
    min-width: max(2.25rem, var(--target));
    padding: 0 0.75rem;
    border-radius: 4px;
    color: var(--ink-2);
    font-size: 0.875rem;
    cursor: pointer;
  }
  .segments label:hover {
    color: var(--ink);
  }
  .segments label:has(:checked) {
    background: var(--surface);
    box-shadow: 0 0 0 1px var(--line-strong);
    color: var(--ink);
    font-weight: 600;
  }
  .segments label:has(:focus-visible) {
    box-shadow: var(--ring);
  }
`;
