import { css } from "lit";
import { usualSplit } from "./chosen-settings.js";

/** The lay-out of `<attention-exercise>`: task beside code where there is room, above it where there is not. */
export const exerciseStyles = css`
  :host {
    display: block;
    container: attention-exercise / inline-size;
    min-width: 0;
  }
  .layout {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
  }
  section {
    min-width: 0;
  }
  .split {
    display: none;
  }
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
  .tabs {
    margin-bottom: 1.25rem;
    border-bottom: 1px solid var(--line);
  }
  .tabs .count {
    color: var(--ink-3);
    font-size: 0.8125rem;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  attention-signature {
    margin-block: 0 1.5rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .editor {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .editor:focus-within {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }
  /* Until it is there. */
  attention-python-status:not(:defined) {
    display: block;
    min-height: 2.5rem;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-height: 2.75rem;
    padding-inline: 1rem 0.375rem;
    border-bottom: 1px solid var(--line);
  }
  .bar > :first-child {
    margin-inline-end: auto;
  }
  .bar .one {
    color: var(--ink-2);
    font-size: 0.875rem;
    font-weight: 600;
  }
  .bar .button {
    min-width: var(--target);
    min-height: max(2rem, var(--target));
    font-size: 0.875rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-top: 0.75rem;
  }
  .actions .button {
    min-width: 6.5rem;
  }
  .parts {
    display: none;
  }
  .actions .cancel {
    min-width: 0;
    visibility: hidden;
  }
  .actions .cancel.shown {
    visibility: visible;
  }
  .notes {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    margin-top: 0.5rem;
    color: var(--ink-3);
    font-size: 0.8125rem;
    line-height: 1.5;
  }
  @media (hover: none) {
    .notes {
      display: none;
    }
  }
  .notice {
    min-height: 1.5em;
    color: var(--ink-2);
    font-size: 0.875rem;
  }
  .result {
    position: relative;
    scroll-margin-top: 45vh;
    min-height: 9rem;
    margin-top: 1rem;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .result.empty {
    display: grid;
    place-content: center;
    border-style: dashed;
    background: none;
    color: var(--ink-3);
    text-align: center;
  }
  .result.empty h2 {
    color: var(--ink-2);
    font-size: 1rem;
    font-weight: 600;
  }
  .result.running > * {
    opacity: 0.5;
    transition: opacity 200ms 150ms;
  }
  .result::before {
    content: "";
    position: absolute;
    inset: -1px -1px auto;
    height: 2px;
    border-radius: 2px;
    background: linear-gradient(90deg, transparent, var(--accent), transparent) 0 0 / 40% 100% no-repeat;
    opacity: 0;
  }
  .result.running::before {
    opacity: 1;
    animation: sweep 1.1s linear infinite;
    transition: opacity 100ms 200ms;
  }
  @keyframes sweep {
    from {
      background-position: -70% 0;
    }
    to {
      background-position: 170% 0;
    }
  }
  .state {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 1rem;
    padding-block: 1.5rem;
    color: var(--ink-2);
    text-align: center;
  }
  .state[aria-busy] {
    min-height: 24rem;
  }
  /* In one column: what leads from part to part, and the buttons, stay at the lower edge of the window. */
  @container attention-exercise (max-width: 55.99rem) {
    .layout {
      display: flex;
      flex-direction: column;
      gap: 0;
    }
    .work {
      display: contents;
    }
    .about {
      margin-bottom: 1.5rem;
    }
    .about,
    .editor,
    div.result {
      scroll-margin-top: var(--attention-sticky-top, 1rem);
    }
    .actions {
      --bleed: var(--attention-bleed, 0px);
      position: sticky;
      bottom: 0;
      z-index: 2;
      order: 1;
      justify-content: flex-end;
      margin: 1rem calc(-1 * var(--bleed)) 0;
      padding: 0.5rem var(--bleed) max(0.5rem, env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      background: var(--paper);
    }
    .actions .button {
      min-width: 0;
    }
    .actions .cancel:not(.shown) {
      display: none;
    }
    .actions:has(.cancel.shown) .parts {
      display: none;
    }
    .notice {
      order: -1;
      flex-basis: 100%;
    }
    .notice:empty {
      display: none;
    }
    .parts {
      display: flex;
      margin-inline-end: auto;
    }
    .parts button {
      min-width: 2.75rem;
      min-height: 2.75rem;
      padding: 0 0.625rem;
      border: 0;
      border-radius: var(--radius);
      background: none;
      color: var(--ink-2);
      font-size: 0.875rem;
      cursor: pointer;
    }
    .parts button[aria-current] {
      background: var(--sunken);
      color: var(--ink);
      font-weight: 600;
    }
  }
  @container attention-exercise (max-width: 26rem) {
    .actions {
      gap: 0.375rem;
    }
    .actions .button {
      padding-inline: 0.625rem;
    }
    .actions .button svg {
      display: none;
    }
    .parts button {
      padding-inline: 0.4375rem;
    }
  }
  /* Three languages and a word do not fit. */
  @container attention-exercise (max-width: 25rem) {
    .bar {
      gap: 0;
      padding-inline: 0.75rem 0;
    }
    .bar [role="tablist"] {
      gap: 0.5rem;
    }
    .bar [role="tab"] {
      font-size: 0.875rem;
    }
    .bar .button span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @container attention-exercise (min-width: 56rem) {
    .layout {
      grid-template-columns: clamp(18rem, var(--attention-split, ${usualSplit}%) - 1rem, 100% - 28.5rem) 2.5rem minmax(0, 1fr);
      gap: 0;
      align-items: start;
    }
    .split {
      display: block;
      align-self: stretch;
      cursor: col-resize;
      touch-action: pan-y;
    }
    .split::after {
      content: "";
      position: sticky;
      top: 50vh;
      display: block;
      width: 4px;
      height: 2.5rem;
      margin: auto;
      border-radius: 2px;
      background: var(--line);
    }
    .split:is(:hover, :focus)::after {
      background: var(--line-strong);
    }
    .about {
      position: sticky;
      top: var(--attention-sticky-top, 1rem);
      max-height: calc(100vh - var(--attention-sticky-top, 1rem));
      overflow-y: auto;
      overscroll-behavior: contain;
      scrollbar-gutter: stable;
      scrollbar-width: thin;
      padding-bottom: 3rem;
      mask-image: linear-gradient(#000 calc(100% - 3rem), transparent);
    }
    .about:focus-visible {
      outline-offset: -2px;
    }
  }
  @media print {
    .layout {
      display: block;
    }
    .about {
      position: static;
      max-height: none;
      overflow: visible;
      mask-image: none;
    }
    .split,
    .actions,
    .notes,
    .notice,
    .tabs,
    .bar .button,
    .result.empty {
      display: none;
    }
    attention-editor {
      --editor-max: none;
    }
  }
`;
