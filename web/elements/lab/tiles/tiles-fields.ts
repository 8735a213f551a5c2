import { html, nothing } from "lit";
import { type Buffer, largestBlock, type Need, needOf } from "../../../lab/tiles/fast-memory.js";
import type { TileMask, TilePlan } from "../../../lab/tiles/tile-plan.js";
import type { Scale, smallChoices } from "../../../lab/tiles/tile-settings.js";
import { formatBytes, formatCount } from "./tiles-format.js";
import { notFit } from "./tiles-sentences.js";
import { slider } from "./tiles-slider.js";
import type { TilesWords } from "./tiles-text.js";

type Choices = typeof smallChoices;
type Take = (changes: Partial<Scale>) => void;

/** The sliders of one scale. */
export function scaleFields(scale: Scale, choices: Choices, mask: TileMask, words: TilesWords, take: Take) {
  const one = (field: keyof Scale, label: string, say: (value: number) => string = formatCount) =>
    slider({ label, choices: choices[field], value: scale[field], say, take: (value) => take({ [field]: value }) });
  return html`${one("length", words.length)} ${one("headDim", words.headDim)} ${one("blockQ", words.blockQ)}
    ${one("blockK", words.blockK)} ${one("memory", words.memory, formatBytes)}
    ${mask === "window" ? one("window", words.windowSize) : nothing}`;
}

export interface Fit {
  readonly plan: TilePlan;
  readonly need: Need;
  readonly bytesPerNumber: number;
  /** Bytes of fast memory. */
  readonly memory: number;
  readonly choices: Choices;
}

/** Why tiles do not fit into fast memory, with the numbers, and what to change. */
export function fitProblem({ plan, need, bytesPerNumber, memory, choices }: Fit, words: TilesWords, take: Take) {
  const block = largestBlock(plan, bytesPerNumber, memory, choices.blockQ);
  const enough = choices.memory.find((bytes) => bytes >= need.bytes);
  const part = (buffer: Buffer, [rows, columns]: readonly [number, number], bytes: number) =>
    words.needPart(words.buffers[buffer], formatCount(rows), formatCount(columns), formatBytes(bytes));
  return html`<div class="problem" role="status">
    <p>${notFit(need, memory, words)}</p>
    <ul>${need.parts.map(({ buffer, shape, bytes }) => html`<li>${part(buffer, shape, bytes)}</li>`)}</ul>
    ${block === undefined ? html`<p>${noneFits(plan, bytesPerNumber, choices, words)}${enough === undefined ? html` ${words.smallerHead}` : nothing}</p>` : nothing}
    <p class="row">
      ${block === undefined ? nothing : html`<button class="button" @click=${() => take({ blockQ: block, blockK: block })}>${words.takeBlocks(formatCount(block))}</button>`}
      ${enough === undefined ? nothing : html`<button class="button" @click=${() => take({ memory: enough })}>${words.takeMemory(formatBytes(enough))}</button>`}
    </p>
  </div>`;
}

function noneFits(plan: TilePlan, bytesPerNumber: number, { blockQ: [least = 1] }: Choices, words: TilesWords): string {
  const { bytes } = needOf({ ...plan, blockQ: least, blockK: least }, bytesPerNumber);
  return words.notFitSmallest(formatCount(least), formatBytes(bytes));
}
