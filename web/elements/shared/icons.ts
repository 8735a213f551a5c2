import { html, svg, type TemplateResult } from "lit";

const icon = (shape: TemplateResult, size = 16) =>
  html`<svg width=${size} height=${size} viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;

export const checkIcon = icon(svg`<path d="M3 8.5l3.25 3.25L13 5" />`);
export const crossIcon = icon(svg`<path d="M4 4l8 8M12 4l-8 8" />`);
export const bangIcon = icon(svg`<path d="M8 3v6M8 12.75v.01" />`);
export const clockIcon = icon(svg`<circle cx="8" cy="8" r="5.75" /><path d="M8 5v3.25L10 9.5" />`);
export const runIcon = icon(svg`<path d="M5 3.5v9l7-4.5z" fill="currentColor" />`);
export const undoIcon = icon(svg`<path d="M3.5 6.5h5.75a3.25 3.25 0 0 1 0 6.5H6M3.5 6.5L6 4M3.5 6.5L6 9" />`);
export const settingsIcon = icon(
  svg`<path d="M2 5h7m4 0h1M2 11h1m4 0h7" /><circle cx="11" cy="5" r="2" /><circle cx="5" cy="11" r="2" />`,
);
export const bulbIcon = icon(svg`<path d="M5.75 10.5a4 4 0 1 1 4.5 0v1.25h-4.5zM6.5 14h3" />`);
