import { html } from "lit";

/** A causal mask: the sign of the house. */
export const logo = html`<svg width="22" height="22" viewBox="0 0 22 22" fill="currentColor" aria-hidden="true">
  <rect width="6.6" height="6.6" rx="1" />
  <rect y="7.7" width="6.6" height="6.6" rx="1" opacity=".5" />
  <rect x="7.7" y="7.7" width="6.6" height="6.6" rx="1" />
  <rect y="15.4" width="6.6" height="6.6" rx="1" opacity=".28" />
  <rect x="7.7" y="15.4" width="6.6" height="6.6" rx="1" opacity=".55" />
  <rect x="15.4" y="15.4" width="6.6" height="6.6" rx="1" />
</svg>`;

export const sunIcon = html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">
  <circle cx="8" cy="8" r="2.75" />
  <path d="M8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
</svg>`;

export const moonIcon = html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" aria-hidden="true">
  <path d="M13.5 9.75A5.75 5.75 0 0 1 6.25 2.5a5.75 5.75 0 1 0 7.25 7.25z" />
</svg>`;

export const autoIcon = html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
  <circle cx="8" cy="8" r="5.75" />
  <path d="M8 2.25a5.75 5.75 0 0 1 0 11.5z" fill="currentColor" />
</svg>`;
