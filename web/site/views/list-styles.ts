import { css } from "lit";

/** Lists by topic: a heading with the state of the whole, then a section for each topic. */
export const listStyles = css`
  :host {
    display: block;
    max-width: 68rem;
    margin: 0 auto;
  }
  h1 {
    margin: 0;
    font-size: clamp(1.75rem, 1.3rem + 1.9vw, 2.5rem);
    font-weight: 750;
    line-height: 1.12;
    letter-spacing: -0.028em;
    text-wrap: balance;
  }
  h1:lang(zh) {
    letter-spacing: -0.01em;
    line-height: 1.25;
  }
  .intro {
    max-width: 36rem;
    margin-top: 0.875rem;
    color: var(--ink-2);
    font-size: clamp(1.0625rem, 1rem + 0.3vw, 1.125rem);
    text-wrap: pretty;
  }
  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem 1.25rem;
    margin-top: 1.5rem;
  }
  .start .button {
    min-height: 2.75rem;
    padding-inline: 1.25rem;
  }
  .up {
    color: var(--ink-2);
    font-size: 0.9375rem;
  }
  .topic {
    display: grid;
    gap: 0.5rem 4rem;
    padding-block: 1.75rem 2rem;
    border-top: 1px solid var(--line);
  }
  h2 {
    font-size: 1.1875rem;
    font-weight: 700;
    line-height: 1.4;
    letter-spacing: -0.012em;
  }
  .topic header p {
    max-width: 22rem;
    color: var(--ink-3);
    font-size: 0.9375rem;
    line-height: 1.5;
  }
  ul {
    list-style: none;
  }
  @media (min-width: 56rem) {
    .topic {
      grid-template-columns: 15rem minmax(0, 1fr);
    }
    .topic header {
      padding-top: 0.375rem;
    }
  }
`;
