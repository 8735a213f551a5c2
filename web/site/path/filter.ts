import {
  type Difficulty,
  difficulties,
  functionName,
  type Head,
  languageNames,
  type Track,
  tracks,
} from "../../format/index.js";
import type { Standing } from "./standing.js";

/** Only what is not solved, or what went wrong the last time. */
export const shows = ["unsolved", "wrong"] as const;

/** What of the path is shown. Undefined is everything. */
export interface Filter {
  readonly words?: string;
  readonly track?: Track;
  readonly difficulty?: Difficulty;
  readonly asked?: Head["asked"];
  readonly show?: (typeof shows)[number];
}

/** In the order of the address. */
const readers: { readonly [Name in keyof Filter]-?: (text: string) => Filter[Name] } = {
  words: (text) => text.trim() || undefined,
  track: (text) => tracks.find((one) => one === text),
  difficulty: (text) => difficulties.find((one) => one === text),
  asked: (text) => ([3, 2, 1] as const).find((one) => `${one}` === text),
  show: (text) => shows.find((one) => one === text),
};

const names = Object.keys(readers) as readonly (keyof Filter)[];

/** From an address: `#/?track=positions&show=unsolved`. What it does not know it leaves out. */
export function readFilter(hash: string): Filter {
  const query = new URLSearchParams(hash.split("?")[1] ?? "");
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = readers[name](query.get(name) ?? "");
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The address of a filter, of which `readFilter` makes the same. */
export function hashOf(filter: Filter): string {
  const query = new URLSearchParams(
    names.flatMap((name) => (filter[name] === undefined ? [] : [[name, `${filter[name]}`]])),
  );
  return query.size > 0 ? `#/?${query}` : "#/";
}

export const isEmpty = (filter: Filter): boolean => names.every((name) => filter[name] === undefined);

/** Whether an exercise is shown. Every word typed must occur in its titles or in the name of its function. */
export function isShown(head: Head, standing: Standing, { words, track, difficulty, asked, show }: Filter): boolean {
  return (
    (track === undefined || head.track === track) &&
    (difficulty === undefined || head.difficulty === difficulty) &&
    (asked === undefined || head.asked === asked) &&
    (show === undefined || (show === "wrong" ? standing.wrong : standing.state !== "solved")) &&
    (words === undefined ||
      words
        .toLowerCase()
        .split(/\s+/)
        .every((word) => textOf(head).includes(word)))
  );
}

const textOf = (head: Head): string =>
  [
    ...Object.values(head.title),
    head.slug,
    ...languageNames.map((language) => functionName({ name: head.function }, language)),
  ]
    .join(" ")
    .toLowerCase();
