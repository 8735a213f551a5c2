import { escapeHtml } from "../../markdown/escape-html.js";
import { visible } from "../terminal-text.js";

/** Anybody's text as HTML and XML may hold it: without markup, and without what nobody would see, which XML 1.0 cannot hold at all. */
export const asMarkup = (text: string): string => escapeHtml(visible(text).replaceAll(/[\ufffe\uffff]/g, "?"));
