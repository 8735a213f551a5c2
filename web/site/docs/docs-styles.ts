import { css } from "lit";

/** The lay-out of the documentation: contents beside the page where there is room, above it where there is not. */
export const docsStyles = css`
  :host {
    display: block;
    max-width: 68rem;
    margin: 0 auto;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem 4rem;
  }
  article {
    min-width: 0;
  }
  h1 {
    margin: 0 0 1.25rem;
    font-size: clamp(1.625rem, 1.3rem + 1.2vw, 2.125rem);
    font-weight: 750;
    line-height: 1.2;
    letter-spacing: -0.024em;
    text-wrap: balance;
  }
  h1:lang(zh) {
    letter-spacing: 0;
  }
  .prose {
    max-width: 46rem;
  }
  .prose h2 {
    margin-top: 2.5em;
    font-size: 1.25rem;
    font-weight: 700;
    letter-spacing: -0.012em;
  }
  .prose h2 code {
    padding: 0;
    background: none;
    font-size: 0.95em;
  }
  .prose h3 {
    margin-top: 1.75em;
    font-size: 1rem;
  }
  .prose :is(h2, h3):focus {
    outline: none;
  }
  .prose :is(h2, h3) + * {
    margin-top: 0.625em;
  }
  .anchor {
    padding-inline: 0.25em;
    color: var(--ink-3);
    font-weight: 400;
    text-decoration: none;
    opacity: 0;
  }
  :is(h2, h3):is(:hover, :focus-within, :focus) .anchor {
    opacity: 1;
  }
  .prose dojo-example,
  .prose dojo-code {
    margin-block: 1.125em;
  }
  .prose td code {
    white-space: nowrap;
  }
  aside {
    min-width: 0;
  }
  .contents ul {
    list-style: none;
  }
  .contents a {
    display: block;
    padding-block: 0.25rem;
    color: var(--ink-2);
    font-size: 0.9375rem;
    line-height: 1.4;
    text-decoration: none;
  }
  .contents a:hover {
    color: var(--ink);
  }
  .contents a[aria-current="page"] {
    color: var(--ink);
    font-weight: 600;
  }
  .contents ul ul {
    margin: 0.125rem 0 0.5rem;
    padding-inline-start: 0.75rem;
    border-inline-start: 1px solid var(--line);
  }
  .contents ul ul a {
    padding-block: 0.1875rem;
    color: var(--ink-3);
    font-size: 0.8125rem;
  }
  .contents ul ul a:hover,
  .contents ul ul a[aria-current] {
    color: var(--accent);
  }
  .narrow {
    margin-top: 0.75rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .narrow summary {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .narrow nav {
    margin-top: 0.5rem;
  }
  .wide {
    display: none;
  }
  .neighbours {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 1rem;
    max-width: 46rem;
    margin-top: 3.5rem;
    padding-top: 1.25rem;
    border-top: 1px solid var(--line);
  }
  .neighbours a {
    min-width: 2.75rem;
    color: var(--ink);
    font-weight: 600;
    text-decoration: none;
  }
  .neighbours a:hover {
    color: var(--accent);
  }
  .neighbours small {
    display: block;
    color: var(--ink-3);
    font-size: 0.8125rem;
    font-weight: 400;
  }
  .neighbours .next {
    margin-inline-start: auto;
    text-align: end;
  }
  @media (min-width: 56rem) {
    .columns {
      grid-template-columns: 13rem minmax(0, 1fr);
    }
    aside {
      position: sticky;
      top: 5rem;
      align-self: start;
      max-height: calc(100vh - 6rem);
      /* Room for the ring around what has the focus, which the scrolled box would cut off. */
      margin: -6px;
      padding: 6px;
      overflow-y: auto;
    }
    .wide {
      display: block;
      margin-top: 1rem;
    }
    .narrow {
      display: none;
    }
  }
  @media print {
    .columns {
      display: block;
    }
    aside,
    .neighbours,
    .anchor {
      display: none;
    }
    .prose {
      max-width: none;
    }
    .prose pre {
      white-space: pre-wrap;
    }
  }
`;
