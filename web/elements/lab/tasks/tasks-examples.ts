import { css, html, svg, type TemplateResult } from "lit";
import { leastOf } from "../../../lab/help/settings.js";
import { drawPictures, type PictureTask, patchOf, side } from "../../../lab/tasks/pictures.js";
import { lengthsOf, pointsOf, type TasksSettings } from "../../../lab/tasks/settings.js";
import { drawSentences, type TranslationRule } from "../../../lab/tasks/translation.js";
import type { Locale } from "../../shared/locale.js";
import { exampleStyles, examplesOf, textExample } from "../help/help-example.js";
import { helpMessages } from "../help/help-text.js";
import { tasksMessages } from "./tasks-text.js";

export const examplesStyles = [
  exampleStyles,
  css`
    .sentence {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(4.5rem, max-content));
      gap: 0.125rem 0.75rem;
      padding: 0.5rem 0.75rem;
      border-radius: var(--radius);
      background: var(--sunken);
      font-size: 0.875rem;
    }
    .pictures {
      display: flex;
      flex-wrap: wrap;
      gap: 1rem;
    }
    figure {
      display: grid;
      gap: 0.25rem;
      justify-items: center;
    }
    figcaption {
      color: var(--ink-2);
      font-size: 0.8125rem;
    }
    .picture {
      width: 6rem;
      height: 6rem;
      border: 1px solid var(--line-strong);
      background: var(--surface);
      color: var(--ink);
    }
    .arrow {
      color: var(--ink-3);
    }
  `,
];

/** The words of a sentence in one of the two languages. */
export const wordsOf = (list: string, numbers: ArrayLike<number>): readonly string[] =>
  Array.from(numbers, (number) => list.split(" ")[number] ?? "");

/** A picture of 8 x 8 pixels from its patches. */
export function picture(label: string, patches: ArrayLike<number>, length: number): TemplateResult {
  const [rows, columns] = patchOf(length);
  const across = side / columns;
  const pixels = Array.from(patches, (value, i) => {
    const [patch, pixel] = [Math.floor(i / (rows * columns)), i % (rows * columns)];
    const y = Math.floor(patch / across) * rows + Math.floor(pixel / columns);
    const x = (patch % across) * columns + (pixel % columns);
    const opacity = Math.min(Math.max(value, 0), 1).toFixed(2);
    return svg`<rect x=${x} y=${y} width="1" height="1" fill="currentColor" fill-opacity=${opacity}></rect>`;
  });
  return html`<svg class="picture" viewBox="0 0 ${side} ${side}" role="img" aria-label=${label} shape-rendering="crispEdges">${pixels}</svg>`;
}

/** A few of the examples that are trained on. */
export function examples(locale: Locale, settings: TasksSettings): TemplateResult {
  const { variant, seed } = settings;
  const length = pointsOf(settings)[0]?.length ?? 8;
  switch (variant) {
    case "query":
    case "negation": {
      const options = { seed, count: 32, least: leastOf(length), most: length };
      const texts = examplesOf(helpMessages[locale], variant, options);
      return html`<div class="examples">${texts.map((text) => textExample(text))}</div>`;
    }
    case "adjectives":
    case "reverse":
      return sentenceExamples(locale, variant, seed, lengthsOf.translation[0] ?? 4);
    case "shapes":
    case "twins":
      return pictureExamples(locale, variant, seed, length);
    default:
      return variant satisfies never;
  }
}

function sentenceExamples(locale: Locale, rule: TranslationRule, seed: number, length: number): TemplateResult {
  const { sourceWords, targetWords } = tasksMessages[locale];
  const { source, labels, count } = drawSentences(rule, { seed, count: 3, length });
  const sentences = Array.from({ length: count }, (_, i) => {
    const part = (numbers: Int32Array) => numbers.subarray(i * length, (i + 1) * length);
    return html`<p class="example">
      <span>${wordsOf(sourceWords, part(source)).join(" ")}</span>
      <span class="arrow" aria-hidden="true">→</span>
      <strong lang="fr">${wordsOf(targetWords, part(labels)).join(" ")}</strong>
    </p>`;
  });
  return html`<div class="examples">${sentences}</div>`;
}

function pictureExamples(locale: Locale, task: PictureTask, seed: number, length: number): TemplateResult {
  const words = tasksMessages[locale];
  const { patches, labels } = drawPictures(task, { seed, count: 64, length });
  const figures = words.labels[task].map((label, number) => {
    const at = labels.indexOf(number);
    const pixels = patches.subarray(at * side * side, (at + 1) * side * side);
    return html`<figure>${picture(words.picture(label), pixels, length)}<figcaption>${label}</figcaption></figure>`;
  });
  return html`<div class="pictures">${figures}</div>`;
}
