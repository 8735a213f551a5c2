import { css } from "lit";

/** The lay-out of `<attention-lab-tiles>`. */
export const tilesStyles = css`
  :host {
    container: figure / inline-size;
  }
  .lab {
    display: grid;
    gap: 2.25rem;
    min-width: 0;
  }
  section {
    display: grid;
    gap: 1rem;
    min-width: 0;
  }
  h3 {
    padding-top: 1rem;
    border-top: 1px solid var(--line);
    font-size: 1.1875rem;
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5rem), 1fr));
    gap: 0.75rem 1.25rem;
    align-items: end;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .slider {
    display: grid;
  }
  @container figure (min-width: 19rem) {
    .wide {
      grid-column: span 2;
    }
  }
  .named {
    display: flex;
    align-items: end;
    justify-content: space-between;
    line-height: 1.3;
    gap: 0.5rem;
  }
  output {
    color: var(--ink);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    white-space: nowrap;
  }
  input[type="range"] {
    width: 100%;
    min-height: var(--target);
    margin: 0;
  }
  select,
  input[type="number"] {
    width: 100%;
  }
  .transport {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .buttons {
    display: inline-flex;
    gap: 0.25rem;
  }
  .buttons .button {
    min-width: max(2.5rem, var(--target));
    padding-inline: 0.5rem;
  }
  .track {
    display: flex;
    flex: 1 1 14rem;
    align-items: center;
    gap: 0.75rem;
  }
  .count {
    color: var(--ink-2);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .happening {
    min-height: 4.8em;
    padding: 0.5rem 0.875rem;
    border-inline-start: 3px solid var(--accent);
    background: var(--accent-wash);
    border-radius: 0 var(--radius) var(--radius) 0;
  }
  .happening .note {
    color: var(--ink-2);
    font-variant-numeric: tabular-nums;
  }
  .pictures {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem 2.5rem;
  }
  @container figure (min-width: 40rem) {
    .settings {
      grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr));
      column-gap: 1.5rem;
    }
  }
  @container figure (min-width: 56rem) {
    .pictures {
      grid-template-columns: minmax(0, 26rem) minmax(0, 1fr);
    }
    .happening {
      min-height: 3.75em;
    }
  }
  .panel {
    display: grid;
    gap: 0.75rem;
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .panel .slider {
    max-width: 20rem;
  }
  .problem {
    display: grid;
    gap: 0.5rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--warn);
    border-radius: var(--radius);
    background: var(--warn-wash);
  }
  .problem ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    list-style: none;
    color: var(--ink-2);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .reading {
    display: grid;
    gap: 0.5rem;
    max-width: 46rem;
    padding-inline-start: 1.25rem;
  }
  .lead,
  .quiet {
    max-width: 46rem;
    color: var(--ink-2);
    font-size: 0.9375rem;
  }
  details > * + * {
    margin-top: 0.5rem;
  }
  details ul {
    max-width: 46rem;
    padding-inline-start: 1.25rem;
    color: var(--ink-2);
    font-size: 0.9375rem;
  }
  summary {
    width: fit-content;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.25rem;
    padding-top: 1rem;
    border-top: 1px solid var(--line);
    font-size: 0.9375rem;
  }
  a {
    color: var(--accent);
  }
`;
