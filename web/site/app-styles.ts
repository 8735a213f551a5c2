import { css } from "lit";

/** Of the page around its view: header, navigation, choices, footer. */
export const appStyles = css`
  :host {
    --gutter: max(clamp(1rem, 3vw, 2.5rem), env(safe-area-inset-left), env(safe-area-inset-right));
    display: grid;
    grid-template-rows: auto auto 1fr auto auto;
    min-height: 100vh;
    min-height: 100dvh;
    background: var(--paper);
  }
  .skip {
    position: absolute;
    inset: 0.5rem auto auto 0.5rem;
    z-index: 10;
    transform: translateY(-200%);
  }
  .skip:focus {
    transform: none;
  }
  header {
    position: sticky;
    top: 0;
    z-index: 5;
    border-bottom: 1px solid var(--line);
    background: var(--paper);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0 1.75rem;
    max-width: 90rem;
    min-height: 3.5rem;
    margin: 0 auto;
    padding: 0 var(--gutter);
  }
  .brand {
    display: inline-flex;
    align-items: center;
    gap: 0.625rem;
    min-width: var(--target);
    min-height: var(--target);
    color: var(--ink);
    font-weight: 700;
    letter-spacing: -0.015em;
    text-decoration: none;
    white-space: nowrap;
  }
  .brand svg {
    color: var(--accent);
  }
  nav {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    min-width: 0;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    min-width: var(--target);
    min-height: var(--target);
    padding-block: 0.5rem;
    color: var(--ink-2);
    font-size: 0.9375rem;
    text-decoration: none;
    white-space: nowrap;
  }
  nav a:hover {
    color: var(--ink);
  }
  nav a[aria-current] {
    color: var(--ink);
    font-weight: 600;
  }
  .due {
    display: inline-block;
    min-width: 1.25rem;
    margin-inline-start: 0.3125rem;
    padding: 0 0.3125rem;
    border-radius: 4px;
    background: var(--accent);
    color: var(--accent-ink);
    font-size: 0.75rem;
    font-weight: 650;
    line-height: 1.25rem;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  .choices {
    display: flex;
    align-items: center;
    gap: 0.75rem;
  }
  fieldset {
    display: inline-flex;
    margin: 0;
    padding: 2px;
    border: 0;
    border-radius: var(--radius);
    background: var(--sunken);
    box-shadow: inset 0 0 0 1px var(--line);
  }
  fieldset label {
    display: grid;
    place-items: center;
    min-width: max(2rem, var(--target));
    height: max(1.875rem, var(--target));
    padding-inline: 0.375rem;
    border-radius: 4px;
    color: var(--ink-2);
    font-size: 0.8125rem;
    font-weight: 500;
    cursor: pointer;
  }
  fieldset label:hover {
    color: var(--ink);
  }
  fieldset label:has(:checked) {
    background: var(--surface);
    box-shadow: 0 0 0 1px var(--line);
    color: var(--ink);
    font-weight: 600;
  }
  fieldset label:has(:focus-visible) {
    box-shadow: var(--ring);
  }
  main {
    grid-row: 3;
    width: 100%;
    max-width: 90rem;
    margin: 0 auto;
    padding: clamp(1.25rem, 3vw, 2.5rem) var(--gutter) 4rem;
    min-width: 0;
  }
  main:focus {
    outline: none;
  }
  dojo-running-interview {
    position: sticky;
    top: 3.5rem;
    z-index: 4;
  }
  main.interviewed {
    --strip: 2.75rem;
  }
  dojo-new-version-bar {
    grid-row: 4;
  }
  footer {
    grid-row: 5;
    border-top: 1px solid var(--line);
    color: var(--ink-3);
    font-size: 0.8125rem;
  }
  footer p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 1.5rem;
    max-width: 90rem;
    margin: 0 auto;
    padding: 1.25rem var(--gutter);
  }
  /* Between a telephone, where the words have a row of their own, and a desk: the sign says the name. */
  @media (min-width: 54.01rem) and (max-width: 60rem) {
    .bar {
      column-gap: 1.25rem;
    }
    .brand span {
      position: absolute;
      width: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    nav {
      column-gap: 1rem;
    }
  }
  @media (max-width: 54rem) {
    .bar {
      flex-wrap: wrap;
      padding-block: 0.625rem 0;
    }
    nav {
      order: 3;
      flex-basis: 100%;
    }
    .choices {
      margin-inline-start: auto;
      gap: 0.5rem;
    }
    header {
      position: static;
    }
    dojo-running-interview {
      top: 0;
    }
  }
  @media (max-width: 30rem) {
    nav {
      justify-content: space-between;
      gap: 0 0.25rem;
      margin-top: 0.25rem;
    }
    nav a {
      padding-block: 0.375rem;
      font-size: 0.875rem;
    }
    /* Seven words of English in one line would be too small to read. */
    nav:lang(en) {
      display: grid;
      grid-template-columns: repeat(4, auto);
    }
  }
  @media (max-width: 30rem) and (pointer: coarse) {
    .brand span {
      position: absolute;
      width: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @media (max-width: 24rem) {
    .bar {
      gap: 0 0.75rem;
    }
    .brand {
      gap: 0.5rem;
      font-size: 0.9375rem;
    }
    fieldset label {
      min-width: max(1.75rem, var(--target));
      padding-inline: 0.25rem;
    }
  }
  @media print {
    header,
    footer,
    .skip {
      display: none;
    }
  }
`;
