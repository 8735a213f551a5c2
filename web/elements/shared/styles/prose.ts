import { css } from "lit";

/** Rendered Markdown: prompts, hints, explanations. */
export const prose = css`
  .prose {
    max-width: 42rem;
    color: var(--ink);
    overflow-wrap: break-word;
  }
  .prose:lang(zh) {
    line-height: 1.75;
  }
  .prose em:lang(zh) {
    font-style: normal;
    text-emphasis: filled dot;
    text-emphasis-position: under right;
  }
  .prose > * + * {
    margin-top: 0.875em;
  }
  .prose h2,
  .prose h3 {
    margin-top: 2em;
    font-size: 1.0625rem;
    font-weight: 650;
    line-height: 1.3;
  }
  .prose > h2:first-child,
  .prose > h3:first-child {
    margin-top: 0;
  }
  .prose h2 + *,
  .prose h3 + * {
    margin-top: 0.5em;
  }
  .prose ul,
  .prose ol {
    padding-inline-start: 1.375em;
  }
  .prose li + li {
    margin-top: 0.375em;
  }
  .prose li::marker {
    color: var(--ink-3);
  }
  .prose a {
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  .prose code {
    padding: 0.1em 0.3em;
    border-radius: 3px;
    background: var(--sunken);
    font: 0.875em / 1.4 var(--mono);
  }
  .prose pre {
    padding: 0.75rem 1rem;
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sunken);
    font: 0.8125rem / 1.6 var(--mono);
  }
  .prose pre code {
    padding: 0;
    background: none;
    font: inherit;
  }
  .prose table {
    display: block;
    max-width: 100%;
    overflow-x: auto;
    border-collapse: collapse;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  .prose th,
  .prose td {
    padding: 0.375rem 1rem 0.375rem 0;
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: baseline;
  }
  .prose th {
    color: var(--ink-2);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .prose .align-right {
    text-align: end;
  }
  .prose .align-center {
    text-align: center;
  }
  .prose blockquote {
    margin-inline: 0;
    padding-inline-start: 1rem;
    border-inline-start: 2px solid var(--line);
    color: var(--ink-2);
  }
  math {
    font-family: "Attention Math", "STIX Two Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre",
      "Noto Sans Math", math, serif;
    font-size: 1.08em;
    /* As large as in STIX Two, whatever the font. */
    font-size-adjust: 0.47;
    letter-spacing: 0;
  }
  math[display="block"] {
    display: block math;
    margin-block: 1.125em;
    padding-block: 0.25em;
    overflow-x: auto;
    overflow-y: hidden;
    font-size: 1.15em;
  }
  .formulas {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.75em 2.5em;
    margin-block: 1.125em;
  }
  .formulas > math {
    max-inline-size: 100%;
    margin-block: 0;
  }
`;
