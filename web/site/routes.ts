import type { Language } from "../format/index.js";
import { languageNames } from "../format/index.js";

/** Code that came with an address. Anybody may have written it; nothing has looked at it yet. */
export interface SharedCode {
  readonly language: Language;
  readonly code: string;
}

/** What an address shows. Addresses live in the hash, so the page works from any folder of any static host. */
export type Route =
  | { readonly view: "list" }
  | { readonly view: "exercise"; readonly slug: string; readonly shared?: SharedCode }
  | { readonly view: "questions" }
  | { readonly view: "question"; readonly slug: string }
  | { readonly view: "review" }
  | { readonly view: "interview" }
  | { readonly view: "work" }
  /** `name`: empty for the list of all labs. `settings`: whatever stands behind the `?`. */
  | { readonly view: "lab"; readonly name: string; readonly settings: string }
  /** `path`: the page, then what is shown of it. */
  | { readonly view: "docs"; readonly path: readonly string[] }
  | { readonly view: "missing" };

export function parseRoute(hash: string): Route {
  const parts = hash.replace(/^#\/?/, "").split("?")[0]?.split("/").filter(Boolean) ?? [];
  const [section, name] = parts;
  if (parts.length === 0) return { view: "list" };
  if (section === "exercise" && name && parts.length === 2) {
    const shared = sharedCode(hash);
    return { view: "exercise", slug: name, ...(shared && { shared }) };
  }
  if (section === "question" && name && parts.length === 2) return { view: "question", slug: name };
  if (section === "lab" && parts.length < 3)
    return { view: "lab", name: name ?? "", settings: hash.split("?").slice(1).join("?") };
  if (section === "docs") return { view: "docs", path: parts.slice(1) };
  if (parts.length === 1) {
    const sections = ["questions", "review", "interview", "work"] as const;
    const view = sections.find((known) => known === section);
    if (view) return { view };
  }
  return { view: "missing" };
}

function sharedCode(hash: string): SharedCode | undefined {
  const query = new URLSearchParams(hash.slice(hash.indexOf("?") + 1));
  const language = languageNames.find((known) => known === query.get("language"));
  const code = query.get("code");
  return language && code ? { language, code } : undefined;
}

export function hrefOf(route: Route): string {
  switch (route.view) {
    case "list":
    case "missing":
      return "#/";
    case "exercise":
      return `#/exercise/${route.slug}`;
    case "question":
      return `#/question/${route.slug}`;
    case "questions":
    case "review":
    case "interview":
    case "work":
      return `#/${route.view}`;
    case "lab":
      return route.name ? `#/lab/${route.name}` : "#/lab";
    case "docs":
      return ["#/docs", ...route.path].join("/");
    default:
      return route satisfies never;
  }
}
