import { html, svg, type TemplateResult } from "lit";

const icon = (shape: TemplateResult) =>
  html`<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;

export const startIcon = icon(svg`<path d="M4 3.5v9M12 3.5L7.5 8l4.5 4.5" fill="none" />`);
export const backIcon = icon(svg`<path d="M10 3.5L5.5 8l4.5 4.5" fill="none" />`);
export const playIcon = icon(svg`<path d="M5 3.5v9L12 8z" />`);
export const pauseIcon = icon(svg`<path d="M4.5 3.5h2v9h-2zM9.5 3.5h2v9h-2z" stroke="none" />`);
export const forwardIcon = icon(svg`<path d="M6 3.5L10.5 8L6 12.5" fill="none" />`);
export const endIcon = icon(svg`<path d="M12 3.5v9M4 3.5L8.5 8L4 12.5" fill="none" />`);
