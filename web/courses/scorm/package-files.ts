import { type Language, type Locale, locales } from "../../format/index.js";
import { escapeHtml } from "../../markdown/escape-html.js";

/** What a SCORM package is about. */
export interface Lesson {
  readonly kind: "exercise" | "question";
  readonly slug: string;
  readonly title: string;
  readonly locale: Locale;
  /** Of an exercise; the first is offered first. */
  readonly languages: readonly Language[];
}

/** Where the elements lie in the package, and all that they load. */
export const elementsFolder = "dojo";

/** The page, which holds one element and no script of its own. */
export function lessonPage({ kind, slug, title, locale, languages }: Lesson): string {
  const attributes =
    kind === "exercise"
      ? ` languages="${languages.join(" ")}" asset-base="${elementsFolder}" theme="auto"`
      : ' theme="auto"';
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="${locales[locale].tag}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escapeHtml(title)}</title>
    <link rel="stylesheet" href="lesson.css" />
    <script type="module" src="${elementsFolder}/scorm.js"></script>
  </head>
  <body>
    <attention-${kind} slug="${slug}" lang="${locale}"${attributes}></attention-${kind}>
  </body>
</html>
`;
}

export const lessonStyles = `body {
  max-width: 80rem;
  margin: 0 auto;
  padding: 1rem;
  font-family: system-ui, sans-serif;
}
`;

/**
 * `imsmanifest.xml` of the SCORM 1.2 content aggregation model: one item, one SCO, all its files. It names no schema files, which
 * would have to lie beside it: the licence of IMS lets registered users alone pass them on. Players know them.
 */
export function imsManifest({ kind, slug, title }: Lesson, version: string, files: readonly string[]): string {
  const id = `attention-dojo-${kind}-${slug}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${id}" version="${escapeHtml(version)}"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${escapeHtml(title)}</title>
      <item identifier="item" identifierref="resource" isvisible="true">
        <title>${escapeHtml(title)}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="index.html">
${files.map((file) => `      <file href="${escapeHtml(file)}" />`).join("\n")}
    </resource>
  </resources>
</manifest>
`;
}

/** An entry of Vite's manifest: a built file, with the names of those that it imports. */
export interface BuiltFile {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

/** The built files that one lesson can come to need: all that the entry leads to, but labs, and other exercises and questions, ours or not. */
export function filesOfLesson(
  built: Readonly<Record<string, BuiltFile>>,
  entry: string,
  { kind, slug }: Pick<Lesson, "kind" | "slug">,
): readonly string[] {
  const own = `web/${kind}s/${slug}/`;
  const isAnothers = (name: string) =>
    /^web\/elements\/(exercise\/own|lab)\//.test(name) ||
    (/^web\/(exercises|questions)\/[^/]+\//.test(name) && !name.startsWith(own));
  const found = new Set<string>();
  const files = new Set<string>();
  const visit = (name: string) => {
    const entry = built[name];
    if (!entry || found.has(name) || isAnothers(name)) return;
    found.add(name);
    files.add(entry.file);
    for (const next of [...(entry.imports ?? []), ...(entry.dynamicImports ?? [])]) visit(next);
  };
  visit(entry);
  return [...files].sort();
}
