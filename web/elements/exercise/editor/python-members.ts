/** What the names of a Python program have: members of torch and NumPy, and of arrays. */
import { type Language, type Locale, languages, say, type Text } from "../../../format/index.js";
import { abouts } from "./python-abouts.js";
import listed from "./python-names.json" with { type: "json" };

/** What a module or a class has, by name: the arguments as they are written, "" where there are none to give. */
type Members = ReadonlyMap<string, string>;

/** A name to choose, or one that is explained. */
export interface Member {
  readonly name: string;
  readonly detail: string;
  /** What it does, in the reader's language; "" where the name says it. */
  readonly about: string;
}

const libraries: ReadonlyMap<string, Members> = new Map(
  Object.entries(listed).map(([owner, names]) => [owner, new Map(names.map(splitName))]),
);

function splitName(written: string): readonly [string, string] {
  const name = written.slice(0, /^\w*/.exec(written)?.[0].length);
  return [name, written.slice(name.length)];
}

/** What the names of a program stand for that it imports: `F` for `torch.nn.functional`. */
function importedNames(source: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [, module = "", name] of source.matchAll(/^[ \t]*import[ \t]+([\w.]+)(?:[ \t]+as[ \t]+(\w+))?/gm)) {
    const first = module.split(".")[0] as string;
    names.set(name ?? first, name ? module : first);
  }
  for (const [, module = "", list = ""] of source.matchAll(/^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+([^\n(]+)/gm)) {
    for (const one of list.split(",")) {
      const [name = "", , alias = name] = one.trim().split(/\s+/);
      names.set(alias, `${module}.${name}`);
    }
  }
  return names;
}

/** What has the members that stand after `path.`: a library's module, or else an array. */
function ownerOf(path: string, source: string, language: Language): string {
  const [head = "", ...rest] = path.split(".");
  const meant = importedNames(source).get(head);
  if (meant !== undefined) return [meant, ...rest].join(".");
  return languages[language].arrays === "torch" ? "torch.Tensor" : "numpy.ndarray";
}

/** What may stand after `before`, which ends in the letters of a name; `from` is where that name begins. */
export interface Completion {
  readonly from: number;
  readonly members: readonly Member[];
}

const mostShown = 60;

/**
 * @param before the program up to the cursor
 * @param asked whether the reader asks for names: else only those of something are given, after its dot
 */
export function completionsAt(
  before: string,
  after: string,
  asked: boolean,
  language: Language,
  locale: Locale,
): Completion | undefined {
  const [, path, written = ""] = /([\w.)\]]+)\.(\w*)$/.exec(before.slice(-500)) ?? [];
  const typed = path === undefined ? (/\w*$/.exec(before)?.[0] ?? "") : written;
  if (path === undefined && !asked) return undefined;
  const from = before.length - typed.length;
  const source = `${before.slice(0, from)} ${after.replace(/^\w*/, "")}`;
  const members = bestOf(path === undefined ? namesIn(source) : membersOf(path, source, language, locale), typed);
  const isWritten = members.length === 1 && members[0]?.name === typed;
  return members.length > 0 && !isWritten ? { from, members } : undefined;
}

/** Those that begin so, then those that hold it; what is explained goes before what is rare. */
function bestOf(members: readonly Member[], typed: string): readonly Member[] {
  const wanted = typed.toLowerCase();
  const rank = ({ name, about }: Member) => {
    const at = name.toLowerCase().indexOf(wanted);
    return at < 0 ? -1 : (at === 0 ? 2 : 0) + (about === "" ? 0 : 1);
  };
  const fitting = members.map((member) => [rank(member), member] as const).filter(([at]) => at >= 0);
  return fitting
    .toSorted(([a], [b]) => b - a)
    .slice(0, mostShown)
    .map(([, member]) => member);
}

function membersOf(path: string, source: string, language: Language, locale: Locale): readonly Member[] {
  if (path === "self") return plainNames(source.matchAll(/\bself\.(\w+)[ \t]*=(?!=)/g));
  const owner = libraries.get(ownerOf(path, source, language)) ?? [];
  return Array.from(owner, ([name, detail]) => ({ name, detail, about: aboutOf(name, locale) }));
}

const namesIn = (source: string) => plainNames(source.matchAll(/\b([A-Za-z_]\w{2,})\b/g));

const plainNames = (found: Iterable<RegExpMatchArray>): readonly Member[] =>
  Array.from(new Set(Array.from(found, ([, name]) => name as string)), (name) => ({ name, detail: "", about: "" }));

function aboutOf(name: string, locale: Locale): string {
  const about: Text | undefined = abouts[name] ?? abouts[name.replace(/_$/, "")];
  return about ? say(about, locale) : "";
}

/** The name of a library that stands at a place of a line, with its whole path: `torch.nn.functional.softmax`. */
export function memberAt(
  line: string,
  at: number,
  source: string,
  language: Language,
  locale: Locale,
): Member | undefined {
  const start = at - (/[\w.)\]]*$/.exec(line.slice(0, at))?.[0].length ?? 0);
  const end = at + (/^\w*/.exec(line.slice(at))?.[0].length ?? 0);
  const path = line.slice(start, end);
  const name = /\w*$/.exec(path)?.[0] ?? "";
  const dotted = path.length > name.length ? path.slice(0, -name.length - 1) : undefined;
  const owner = dotted === undefined ? importedFrom(name, source) : ownerOf(dotted, source, language);
  const detail = owner === undefined || name === "" ? undefined : libraries.get(owner)?.get(name);
  if (owner === undefined || detail === undefined) return undefined;
  const isOfArrays = /Tensor$|ndarray$/.test(owner);
  return { name: isOfArrays ? `.${name}` : `${owner}.${name}`, detail, about: aboutOf(name, locale) };
}

function importedFrom(name: string, source: string): string | undefined {
  const meant = importedNames(source).get(name);
  return meant?.includes(".") ? meant.slice(0, meant.lastIndexOf(".")) : undefined;
}
