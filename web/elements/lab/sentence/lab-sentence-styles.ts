import { css } from "lit";
import { linkColors } from "./sentence-styles.js";

export const labSentenceStyles = css`
  ${linkColors}
  .lab {
    display: grid;
    gap: 1.5rem;
    min-width: 0;
    container: lab / inline-size;
  }
  .input {
    display: grid;
    gap: 0.875rem;
    min-width: 0;
  }
  textarea {
    width: 100%;
    min-height: 2.75rem;
    resize: vertical;
    field-sizing: content;
    font-size: 1.125rem;
    line-height: 1.5;
    padding: 0.5rem 0.75rem;
    color: var(--ink);
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .ways legend {
    float: left;
    padding: 0;
    color: var(--ink-2);
    font-size: 0.875rem;
  }
  .input .row {
    align-items: center;
  }
  .merges {
    display: grid;
    gap: 0.5rem;
  }
  .merges ol {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.375rem;
    list-style: none;
    font-size: 0.8125rem;
  }
  .merges li {
    padding: 0.0625rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--surface);
    color: var(--ink-2);
  }
  .merges li span {
    color: var(--ink);
    font-family: var(--mono);
  }
  .merges li small {
    margin-inline-start: 0.375rem;
    color: var(--ink-3);
  }
  .merges li.later {
    border-style: dashed;
    background: none;
    opacity: 0.7;
  }
  .grid {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
    min-width: 0;
  }
  .sentence {
    display: grid;
    gap: 0.5rem;
    min-width: 0;
  }
  .question:focus {
    outline: none;
  }
  .reading {
    display: grid;
    gap: 0.5rem;
    max-width: 44rem;
  }
  .switches {
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .switches header {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    margin-bottom: 0.5rem;
    font-size: 0.875rem;
  }
  .results {
    margin-top: 1rem;
    display: grid;
    gap: 2.5rem;
    min-width: 0;
  }
  .results > section {
    display: grid;
    gap: 0.75rem;
    min-width: 0;
  }
  .results > section > * {
    min-width: 0;
  }
  .title {
    align-items: center;
  }
  h4 {
    font-size: 0.9375rem;
  }
  .pictures {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 1.5rem 3rem;
    margin-top: 0.5rem;
  }
  .pictures > * {
    min-width: 0;
    max-width: 100%;
  }
  .weight {
    display: grid;
    flex: 1 1 17rem;
    gap: 0.75rem;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.25rem;
    color: var(--ink-2);
    font-size: 0.9375rem;
  }
  .pair b {
    color: var(--query);
  }
  .pair select {
    max-width: 14rem;
    border-color: var(--key);
    color: var(--key);
    font-weight: 600;
  }
  .failure {
    color: var(--bad);
  }
  .practice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    padding: 0;
    list-style: none;
  }
  .practice a {
    color: var(--accent);
    text-underline-offset: 0.2em;
  }
  @container lab (min-width: 56rem) {
    .grid.open {
      grid-template-columns: minmax(0, 1fr) 16rem;
      column-gap: 2.5rem;
    }
    .grid.open > * {
      grid-column: 1;
    }
    .grid.open > .switches {
      position: sticky;
      top: var(--attention-sticky-top, 1rem);
      grid-row: 1 / span 4;
      grid-column: 2;
      align-self: start;
      max-height: calc(100vh - var(--attention-sticky-top, 1rem) - 1rem);
      overflow-y: auto;
    }
  }
`;
