import type { Locale } from "../../format/index.js";
import { hrefOf, type SharedCode } from "../routes.js";
import { staticPath } from "../static/path.js";

/** The address of an exercise with code in it. */
export const linkWithCode = (page: string, slug: string, { language, code }: SharedCode): string =>
  new URL(`${hrefOf({ view: "exercise", slug })}?${new URLSearchParams({ language, code })}`, page).href;

/** The address of an exercise that shows what it asks where it is passed on, and leads into the page. */
export const linkToPage = (page: string, slug: string, locale: Locale): string =>
  new URL(staticPath({ kind: "exercise", slug }, locale), page).href;
