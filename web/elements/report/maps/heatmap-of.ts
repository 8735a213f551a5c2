import { html } from "lit";
import "../../heatmap/attention-heatmap.js";
import { type Language, type Picture, say } from "../../../format/index.js";
import type { Locale } from "../../shared/locale.js";
import { messages } from "../../shared/text.js";
import type { Drawing } from "../cases/pictures.js";

/** The title of a picture, and what its rows and columns are. */
export function pictureHeading({ title, rows, columns }: Picture, locale: Locale) {
  const { row, column } = messages[locale].heatmap;
  return html`<h3>${say(title, locale)}<small>${say(rows, locale) || row} ↓ &nbsp;${say(columns, locale) || column} →</small></h3>`;
}

/** One drawing. Which slice it shows is chosen in it, or where `fixed` elsewhere. */
export function heatmapOf(
  { picture, tensor, scale, range, mask, labels }: Drawing,
  look: {
    readonly locale: Locale;
    readonly language: Language;
    readonly label: string;
    readonly fixed: boolean;
    readonly selection: readonly number[];
  },
) {
  return html`<attention-heatmap
    lang=${look.locale}
    compact
    ?fixed=${look.fixed}
    .label=${look.label}
    .data=${tensor.data}
    .shape=${tensor.shape}
    .colors=${scale}
    .range=${range}
    .mask=${mask}
    .rowLabels=${labels?.rows ?? []}
    .columnLabels=${labels?.columns ?? []}
    .rowTitle=${say(picture.rows, look.locale)}
    .columnTitle=${say(picture.columns, look.locale)}
    .selection=${look.selection}
    .language=${look.language}
  ></attention-heatmap>`;
}
