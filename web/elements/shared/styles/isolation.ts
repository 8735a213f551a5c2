import { css } from "lit";

/**
 * For the elements that stand in pages of others: holds even against what a page says of everything with `!important`, because
 * within a shadow root `!important` is the stronger. `display` is left alone, so that a page can hide them.
 */
export const isolation = css`
  :host {
    direction: ltr !important;
    color: var(--ink) !important;
    font-family: var(--sans) !important;
    font-size: 1rem !important;
    font-style: normal !important;
    font-weight: 400 !important;
    line-height: 1.6 !important;
    letter-spacing: normal !important;
    text-align: start !important;
    text-decoration: none !important;
    text-indent: 0 !important;
    text-transform: none !important;
    white-space: normal !important;
    word-spacing: normal !important;
    writing-mode: horizontal-tb !important;
  }
`;
