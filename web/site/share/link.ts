import { hrefOf, type SharedCode } from "../routes.js";

/** The address of an exercise, with code in it where `shared` has some. */
export function linkTo(page: string, slug: string, shared?: SharedCode): string {
  const query = shared ? `?${new URLSearchParams({ language: shared.language, code: shared.code })}` : "";
  return new URL(hrefOf({ view: "exercise", slug }) + query, page).href;
}
