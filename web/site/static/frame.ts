import { type Locale, locales } from "../../format/index.js";
import { escapeHtml } from "../../markdown/escape-html.js";
import { staticWords } from "../words/static.js";

/** One page that is a file: what its head says, and its body between header and footer. */
export interface StaticPage {
  /** `exercise/softmax/`; in another language than English, `zh/exercise/softmax/`. */
  readonly path: string;
  /** The same page in each language, by its path. */
  readonly alternates: Readonly<Record<Locale, string>>;
  readonly locale: Locale;
  readonly title: string;
  readonly description: string;
  /** HTML. */
  readonly body: string;
}

const siteName = "Attention Dojo";

/** As the page itself: nothing but its own files, and no scripts. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";

/** What a link of another site shows. Without the site's address there is no picture: it needs a whole address. */
export function previewTags(
  { title, description, path }: Pick<StaticPage, "title" | "description" | "path">,
  locale: Locale,
  address: string | undefined,
): string {
  const tags: readonly (readonly [string, string, string])[] = [
    ["property", "og:type", "website"],
    ["property", "og:title", title],
    ["property", "og:description", description],
    ["name", "twitter:card", address ? "summary_large_image" : "summary"],
    ...(address
      ? ([
          ["property", "og:url", address + path],
          ["property", "og:image", `${address}preview.png`],
          ["property", "og:image:width", "1200"],
          ["property", "og:image:height", "630"],
          ["property", "og:image:alt", staticWords[locale].about],
        ] as const)
      : []),
  ];
  const canonical = address ? [`<link rel="canonical" href="${escapeHtml(address + path)}" />`] : [];
  return [
    ...tags.map(([key, name, value]) => `<meta ${key}="${name}" content="${escapeHtml(value)}" />`),
    ...canonical,
  ].join("\n    ");
}

/** From a page to the folder of the site. */
export const rootOf = (path: string): string => "../".repeat(path.split("/").length - 1);

/** The whole file. `address` is that of the site, with a slash at its end, where it is known. */
export function htmlOf(page: StaticPage, address: string | undefined): string {
  const { locale, title, description, body, path, alternates } = page;
  const words = staticWords[locale];
  const root = rootOf(path);
  const other: Locale = locale === "en" ? "zh" : "en";
  const links = (["en", "zh"] as const).map(
    (one) =>
      `<link rel="alternate" hreflang="${locales[one].tag}" href="${escapeHtml((address ?? root) + alternates[one])}" />`,
  );
  return `<!doctype html>
<html lang="${locales[locale].tag}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <meta name="description" content="${escapeHtml(description)}" />
    <title>${escapeHtml(title)} — ${siteName}</title>
    ${previewTags(page, locale, address)}
    ${links.join("\n    ")}
    <link rel="icon" href="${root}icon.svg" type="image/svg+xml" />
    <link rel="apple-touch-icon" href="${root}apple-touch-icon.png" />
    <link rel="stylesheet" href="${root}pages.css" />
  </head>
  <body>
    <header>
      <a class="brand" href="${root}"><img src="${root}icon.svg" alt="" width="24" height="24" />${siteName}</a>
      <a lang="${locales[other].tag}" hreflang="${locales[other].tag}" href="${root}${alternates[other]}">${words.alternate}</a>
    </header>
    <main>
${body}
    </main>
    <footer><p>${words.judged}</p></footer>
  </body>
</html>
`;
}
