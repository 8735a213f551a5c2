import { slugs } from "../../../exercises/index.js";
import { questionSlugs } from "../../../questions/index.js";
import type { Item } from "../item.js";

/** Whether there still is an exercise or a question of this name: what is stored may be older than the page. */
export const exists = ({ kind, slug }: Item): boolean => (kind === "exercise" ? slugs : questionSlugs).includes(slug);
