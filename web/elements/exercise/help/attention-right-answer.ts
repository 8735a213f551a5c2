import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { isTensor, type PlainArray } from "../../../arrays/index.js";
import {
  createRandom,
  defaultLanguage,
  type Exercise,
  type ExerciseCase,
  type Language,
  type Outputs,
  type Picture,
  say,
} from "../../../format/index.js";
import { kernelsOf } from "../../heatmap/weights/kernels-of.js";
import { type Drawing, drawings, type PicturedCase } from "../../report/cases/pictures.js";
import { heatmapOf, pictureHeading } from "../../report/maps/heatmap-of.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { helpMessages } from "./help-text.js";

type Drawn = Pick<Exercise, "cases" | "expected" | "pictures">;

interface Shown {
  readonly example: ExerciseCase;
  readonly drawn: readonly Drawing[];
}

const seed = 1;

/** What a right program gives for one case, drawn: the picture that the explanation of a solution speaks of. */
export class AttentionRightAnswer extends AttentionElement {
  @property({ attribute: false }) exercise?: Drawn;
  /** The language in which values are written. */
  @property() language: Language = defaultLanguage;

  @state() private shown: Shown | undefined;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        margin-block: 1.5rem;
      }
      h2 {
        margin-bottom: 0.25rem;
        font-size: 1.0625rem;
      }
      h3 {
        margin-block: 1rem 0.5rem;
        font-size: 0.875rem;
        font-weight: 650;
      }
      h3 small {
        margin-inline-start: 0.5rem;
        color: var(--ink-3);
        font-size: 0.8125rem;
        font-weight: 400;
      }
      p {
        color: var(--ink-2);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("exercise")) void this.draw(this.exercise);
  }

  private async draw(exercise: Drawn | undefined): Promise<void> {
    this.shown = undefined;
    // Where a program gives the right answers, it would have to run; the report draws them.
    if (exercise === undefined || typeof exercise.expected !== "function") return;
    const example = exampleOf(exercise);
    if (example === undefined) return;
    // The solution is whole without its picture, whose kernels a lost network may keep away.
    const kernels = await kernelsOf(this).catch(() => undefined);
    if (kernels === undefined || this.exercise !== exercise) return;
    const outputs = exercise.expected(kernels, example.inputs);
    this.shown = { example, drawn: drawings(exercise.pictures, rightCase(exercise.pictures, example, outputs)) };
  }

  protected override render() {
    const { shown, locale, language } = this;
    if (shown === undefined || shown.drawn.length === 0) return nothing;
    const helps = helpMessages[locale];
    return html`<h2>${helps.rightAnswer}</h2>
      <p>${helps.rightAnswerOf(say(shown.example.title, locale))}</p>
      ${shown.drawn.map(
        (drawing) => html`<div role="group" aria-label=${say(drawing.picture.title, locale)}>
          ${pictureHeading(drawing.picture, locale)}
          ${heatmapOf(drawing, { locale, language, label: "", fixed: false, selection: [] })}
        </div>`,
      )}`;
  }
}

/** A case whose rows have names, else the first that is larger than a sample. */
function exampleOf({ cases, pictures }: Drawn): ExerciseCase | undefined {
  const all = cases(createRandom(seed));
  const named = pictures.some(({ labels }) => labels !== undefined);
  return (named ? undefined : all.find(({ sample }) => !sample)) ?? all[0];
}

function rightCase(pictures: readonly Picture[], { inputs, name }: ExerciseCase, outputs: Outputs): PicturedCase {
  const plain = ({ shape, data }: PlainArray) => ({ shape, data: Array.from(data) });
  const labels = pictures.flatMap(({ of, labels: names }) => (names ? [[of, names(inputs, name)]] : []));
  return {
    verdict: "accepted",
    inputs: Object.fromEntries(
      Object.entries(inputs).flatMap(([key, input]) =>
        typeof input === "object" && isTensor(input) ? [[key, plain(input)]] : [],
      ),
    ),
    outputs: Object.entries(outputs).map(([key, tensor]) => ({ name: key, expected: plain(tensor) })),
    labels: Object.fromEntries(labels),
  };
}

define("attention-right-answer", AttentionRightAnswer);

declare global {
  interface HTMLElementTagNameMap {
    "attention-right-answer": AttentionRightAnswer;
  }
}
