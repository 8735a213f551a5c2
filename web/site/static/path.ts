import type { Locale } from "../../format/index.js";
import type { Item } from "../review/item.js";

/** Where the page of an exercise or a question lies that is read without JavaScript: `zh/exercise/softmax/`. */
export const staticPath = ({ kind, slug }: Item, locale: Locale): string =>
  `${locale === "zh" ? "zh/" : ""}${kind}/${slug}/`;
