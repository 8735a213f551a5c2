import { css } from "lit";

/**
 * Colours, type and measures. Every one can be set from outside: `attention-exercise { --attention-accent: teal }`.
 * `light-dark()` follows `color-scheme`, which the `theme` attribute sets and children inherit.
 */
export const tokens = css`
  :host {
    --paper: var(--attention-paper, light-dark(#fbfaf7, #131519));
    --surface: var(--attention-surface, light-dark(#ffffff, #1a1d23));
    --sunken: var(--attention-sunken, light-dark(#f4f2ec, #0f1115));
    --line: var(--attention-line, light-dark(#e3dfd6, #2d323b));
    --line-strong: var(--attention-line-strong, light-dark(#8b867b, #767d8a));
    --ink: var(--attention-ink, light-dark(#1b1d23, #e9e7e2));
    --ink-2: var(--attention-ink-2, light-dark(#4a4d56, #b6b8be));
    --ink-3: var(--attention-ink-3, light-dark(#656871, #969aa3));
    --accent: var(--attention-accent, light-dark(#27488f, #a3bdf7));
    --accent-ink: var(--attention-accent-ink, light-dark(#ffffff, #10192d));
    --accent-wash: var(--attention-accent-wash, light-dark(#e9eef9, #1e2840));
    --good: var(--attention-good, light-dark(#1c6842, #7fcf9f));
    --good-wash: var(--attention-good-wash, light-dark(#e5f2ea, #15281d));
    --bad: var(--attention-bad, light-dark(#ad3019, #f2a08c));
    --bad-wash: var(--attention-bad-wash, light-dark(#fbece7, #341c16));
    --warn: var(--attention-warn, light-dark(#825400, #e6bd70));
    --warn-wash: var(--attention-warn-wash, light-dark(#fbf2de, #2e2513));
    --sans: var(
      --attention-sans,
      ui-sans-serif, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Inter, "Helvetica Neue", Arial, "PingFang SC",
      "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif
    );
    --mono: var(
      --attention-mono,
      ui-monospace, "SF Mono", SFMono-Regular, Menlo, "Cascadia Code", Consolas, "Liberation Mono", "DejaVu Sans Mono",
      "PingFang SC", "Microsoft YaHei", "Noto Sans Mono CJK SC", monospace
    );
    --radius: var(--attention-radius, 6px);
    /* The least width and height of what is pressed. */
    --target: 1.5rem;
    --ring: 0 0 0 2px var(--surface), 0 0 0 4px var(--accent);
  }
  @media (pointer: coarse) {
    :host {
      --target: 2.75rem;
    }
  }
`;

/** What every element of ours starts from; keeps the host page's inherited type out. */
export const base = css`
  :host {
    box-sizing: border-box;
    color: var(--ink);
    font: 400 1rem / 1.6 var(--sans);
    direction: ltr;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    font-variant-ligatures: none;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
  :host([theme="auto"]) {
    color-scheme: light dark;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 3px;
  }
  h2,
  h3,
  h4,
  p,
  pre,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  summary {
    padding-block: max(0px, (var(--target) - 1lh) / 2);
  }
  svg {
    display: block;
    flex: none;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
      scroll-behavior: auto !important;
    }
  }
`;
