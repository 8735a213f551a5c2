import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { headPlaces, type Measurement, type RunSettings, steps } from "../../../lab/induction/run.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import "../shared/attention-chart.js";
import { layerNames } from "../../../lab/induction/parameters.js";
import { inductionMessages } from "./induction-text.js";

/** Both scores of every head over the steps, a chart for each layer. */
export class AttentionInductionCurves extends AttentionElement {
  @property({ attribute: false }) run!: RunSettings;
  @property({ attribute: false }) measurements: readonly Measurement[] = [];
  /** The step that is looked at. */
  @property({ attribute: false }) mark: number | null = null;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      .charts {
        display: grid;
        gap: 1.25rem 1.5rem;
      }
      .charts > * {
        min-width: 0;
      }
      h4 {
        font-size: 0.875rem;
      }
      @container (min-width: 44rem) {
        .charts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  private chart(key: "previous" | "prefix", layer: number) {
    const words = inductionMessages[this.locale];
    const title = (key === "previous" ? words.previousChart : words.prefixChart)(layer + 1);
    const series = headPlaces(this.run.heads).flatMap((place, i) =>
      place.layer === layer
        ? [
            {
              label: words.headShort(place.head + 1),
              values: this.measurements.map(({ heads }) => heads[i]?.[key] ?? null),
            },
          ]
        : [],
    );
    return html`<div>
      <h4>${title}</h4>
      <attention-chart
        lang=${this.locale}
        .label=${title}
        .x=${this.measurements.map(({ step }) => step)}
        .series=${series}
        .xTitle=${words.step}
        .yTitle=${words.score}
        .xRange=${stepRange}
        .yRange=${scoreRange}
        .mark=${this.mark}
      ></attention-chart>
    </div>`;
  }

  protected override render() {
    return html`<div class="charts">${(["previous", "prefix"] as const).map((key) => layerNames.map((_, layer) => this.chart(key, layer)))}</div>`;
  }
}

const stepRange = [0, steps] as const;
const scoreRange = [0, 1] as const;

define("attention-induction-curves", AttentionInductionCurves);
