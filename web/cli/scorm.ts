import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type BuiltFile,
  elementsFolder,
  filesOfLesson,
  imsManifest,
  type Lesson,
  lessonPage,
  lessonStyles,
} from "../courses/scorm/index.js";
import { openExercise, slugs } from "../exercises/index.js";
import { languageNames, languages, say } from "../format/index.js";
import { openQuestion, questionSlugs } from "../questions/index.js";
import { assetLicences, userAssets, zip } from "../runtimes/index.node.js";
import type { ScormCommand } from "./arguments.js";
import { version } from "./help.js";
import { megabytes } from "./megabytes.js";
import { nearestNames } from "./nearest-names.js";
import { Misuse } from "./options.js";
import type { Terminal } from "./terminal.js";

/** The elements with all that they import, in the package that this command belongs to. */
const standalone = fileURLToPath(new URL("dist/standalone/", import.meta.resolve("attention-dojo/package.json")));
const entry = "web/courses/scorm/sco.ts";
const besideEveryLesson = [
  "sandbox.html",
  "sandbox-offline.html",
  "kernels.wasm",
  "kernels-relaxed.wasm",
  "THIRD-PARTY-LICENSES.md",
];

/** Writes a SCORM package of one exercise or question. */
export async function scormCommand({ slug, out, python, locale }: ScormCommand, terminal: Terminal): Promise<void> {
  const lesson = await lessonOf(slug, locale, python);
  const files = new Map<string, Uint8Array>();
  const add = (name: string, content: string | Uint8Array) =>
    files.set(name, typeof content === "string" ? new TextEncoder().encode(content) : content);

  add("index.html", lessonPage(lesson));
  add("lesson.css", lessonStyles);
  const built: Readonly<Record<string, BuiltFile>> = JSON.parse(
    readFileSync(join(standalone, "manifest.json"), "utf8"),
  );
  for (const name of [...filesOfLesson(built, entry, lesson), ...besideEveryLesson])
    add(`${elementsFolder}/${name}`, readFileSync(join(standalone, name)));
  if (python)
    for (const [name, content] of await pythonFiles(terminal)) add(`${elementsFolder}/python/${name}`, content);

  // A manifest does not list itself.
  const names = [...files.keys()];
  const manifest = new TextEncoder().encode(imsManifest(lesson, version, names));
  const archive = zip(new Map([["imsmanifest.xml", manifest], ...files]));
  try {
    writeFileSync(out, archive);
  } catch (error) {
    throw new Misuse(`${out} cannot be written. ${error instanceof Error ? error.message : error}`);
  }
  terminal.print(`${out}: "${lesson.title}" for SCORM 1.2, ${names.length + 1} files, ${megabytes(archive.length)}.`);
}

async function lessonOf(slug: string, locale: Lesson["locale"], python: boolean): Promise<Lesson> {
  if (slugs.includes(slug)) {
    const { title } = await openExercise(slug);
    return {
      kind: "exercise",
      slug,
      title: say(title, locale),
      locale,
      languages: languageNames.filter((language) => python || !languages[language].downloaded),
    };
  }
  if (python) throw new Misuse(`--python is for exercises, and "${slug}" is not an exercise.`);
  if (questionSlugs.includes(slug)) {
    const { title } = await openQuestion(slug);
    return { kind: "question", slug, title: say(title, locale), locale, languages: [] };
  }
  const near = nearestNames(slug, [...slugs, ...questionSlugs]);
  throw new Misuse(
    `there is no exercise or question "${slug}".${near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : ""} See attention-dojo list.`,
  );
}

/** The Python runtime: the user's own copy, with its licences. */
async function pythonFiles(terminal: Terminal): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const { files } = await userAssets((bytes) =>
    terminal.print(`Downloading Pyodide and NumPy with npm (${megabytes(bytes)}).`),
  );
  const licences = Object.entries(assetLicences).map(([name, text]) => [`licences/${name}`, text] as const);
  return new Map<string, string | Uint8Array>([...files, ...licences]);
}
