import { css, html } from "lit";
import { drawTexts, meanings, type TaskName, type Texts } from "../../../lab/help/tasks.js";
import type { HelpWords } from "./help-text.js";

/** A token as a word, and whether it means something. */
export interface Word {
  readonly text: string;
  readonly matters: boolean;
}

/** A text, and what its label is. */
export interface Example {
  readonly words: readonly Word[];
  readonly label: string;
}

/** One text of each label. */
export function examplesOf(
  words: HelpWords,
  task: TaskName,
  options: Parameters<typeof drawTexts>[1],
): readonly Example[] {
  const texts = drawTexts(task, options);
  return [0, 1].flatMap((label) => {
    const at = texts.labels.indexOf(label);
    return at < 0
      ? []
      : [{ words: wordsOf(words, task, texts, at), label: words.labelIs(labelOf(words, task, label)) }];
  });
}

const labelOf = (words: HelpWords, task: TaskName, label: number): string =>
  (task === "query" ? words.labels : words.cueLabels)[label] ?? "";

const wordsOf = (words: HelpWords, task: TaskName, { ids, lengths, length }: Texts, text: number): readonly Word[] =>
  [...ids.subarray(text * length, text * length + (lengths[text] ?? 0))].map((id) => wordOf(words, task, id));

export function wordOf(words: HelpWords, task: TaskName, id: number): Word {
  const known =
    task === "query" ? queryWord(words, id) : [words.good, words.bad, ...(task === "negation" ? [words.not] : [])][id];
  if (known !== undefined) return { text: known, matters: true };
  const distractors = words.distractors.split(" ");
  return { text: distractors.at(id - distractors.length - 2) ?? "", matters: false };
}

function queryWord(words: HelpWords, id: number): string | undefined {
  const fact = (meanings.facts as readonly number[]).indexOf(id);
  if (fact >= 0) return words.fact(words.names[Math.floor(fact / 2)] ?? "", fact % 2 === 1);
  const name = words.names[id];
  return name === undefined ? undefined : words.question(name);
}

export const exampleStyles = css`
  .examples {
    display: grid;
    gap: 0.5rem;
    margin-top: 0.5rem;
  }
  .example {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.375rem;
    padding: 0.5rem 0.75rem;
    border-radius: var(--radius);
    background: var(--sunken);
    font-size: 0.875rem;
  }
  .example span {
    color: var(--ink-3);
  }
  .example strong {
    padding: 0 0.25rem;
    border-radius: 3px;
    background: var(--accent-wash);
    color: var(--ink);
    white-space: nowrap;
  }
  .example em {
    margin-inline-start: auto;
    color: var(--ink-2);
    font-style: normal;
    white-space: nowrap;
  }
`;

export const textExample = ({ words, label }: Example) =>
  html`<p class="example">
    ${words.map(({ text, matters }) => (matters ? html`<strong>${text}</strong>` : html`<span>${text}</span>`))}
    <em>${label}</em>
  </p>`;
