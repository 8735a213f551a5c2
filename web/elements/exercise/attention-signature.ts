import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import {
  type Argument,
  defaultLanguage,
  type Exercise,
  functionName,
  type Kind,
  type Language,
  languages,
  type Output,
  type Signature,
  say,
  spelled,
} from "../../format/index.js";
import { AttentionElement } from "../shared/base.js";
import { define } from "../shared/define.js";

/** The table of an exercise's arguments and results with their shapes. */
export class AttentionSignature extends AttentionElement {
  @property({ attribute: false }) exercise?: Pick<Exercise, "signature" | "module">;
  @property() language: Language = defaultLanguage;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        min-width: 0;
        font-size: 0.875rem;
        line-height: 1.5;
      }
      .call {
        overflow-wrap: anywhere;
        margin-bottom: 0.375rem;
        font: 0.875rem / 1.5 var(--mono);
      }
      .name {
        color: var(--accent);
        font-weight: 600;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 0.375rem 0.75rem 0.375rem 0;
        border-top: 1px solid var(--line);
        text-align: start;
        vertical-align: baseline;
      }
      thead th {
        border: 0;
        color: var(--ink-3);
        font-size: 0.75rem;
        font-weight: 500;
      }
      tbody th,
      .shape {
        font: 0.8125rem / 1.5 var(--mono);
        white-space: nowrap;
      }
      td:last-child {
        padding-inline-end: 0;
        color: var(--ink-2);
      }
      .entry {
        padding-inline-start: 1rem;
      }
      .kind {
        display: block;
        color: var(--ink-3);
        font: 0.75rem / 1.4 var(--sans);
      }
      .returns {
        color: var(--ink-3);
        font: 0.75rem / 1.4 var(--sans);
      }
      @container (max-width: 24rem) {
        thead {
          position: absolute;
          clip-path: inset(50%);
        }
        table,
        tbody {
          display: block;
        }
        tr {
          display: grid;
          grid-template-columns: 1fr auto;
          padding-block: 0.375rem;
          border-top: 1px solid var(--line);
        }
        th,
        td {
          padding: 0;
          border: 0;
        }
        td:last-child {
          grid-column: 1 / -1;
        }
      }
      tr.result > * {
        border-top-color: var(--line-strong);
      }
      tr.result ~ tr > * {
        border-top-color: var(--line);
      }
    `,
  ];

  protected override render() {
    if (!this.exercise) return nothing;
    const { signature } = this.exercise;
    const text = this.text.signature;
    return html`
      <p class="call">${this.call(signature)}</p>
      <table>
        <caption class="visually-hidden">${text.caption}</caption>
        <thead><tr><th scope="col">${text.name}</th><th scope="col">${text.shape}</th><th scope="col">${text.meaning}</th></tr></thead>
        <tbody>
          ${signature.arguments.map((argument) => this.argument(argument))}
          ${signature.outputs.map((output, i) => this.output(output, i === 0, signature.outputs))}
        </tbody>
      </table>
    `;
  }

  /** Of the class that is asked for; undefined where it is a function. */
  private get module() {
    return languages[this.language].arrays === "torch" ? this.exercise?.module : undefined;
  }

  private call(signature: Signature) {
    const { module } = this;
    if (module)
      return html`<span class="name">${module.name}</span>(${Object.keys(module.init).join(", ")}).forward(${module.forward.join(", ")})`;
    const names = signature.arguments.map(({ name }) => spelled(name, this.language));
    return html`<span class="name">${functionName(signature, this.language)}</span>(${names.join(", ")})`;
  }

  /** What holds an input: an argument, or a parameter of the module. */
  private holder(input: string) {
    const [held] = Object.entries(this.module?.parameters ?? {}).find(([, from]) => from === input) ?? [];
    return held === undefined ? nothing : html`<span class="kind">${held}</span>`;
  }

  private shape(shape: readonly string[], kind: Kind) {
    if (shape.length === 0) return html`<span class="kind">${this.text.signature.kinds.number}</span>`;
    const kindName = kind === "float" ? nothing : html`<span class="kind">${this.text.signature.kinds[kind]}</span>`;
    return html`(${shape.join(", ")}${shape.length === 1 ? "," : ""})${kindName}`;
  }

  private argument(argument: Argument) {
    const name = spelled(argument.name, this.language);
    const about = say(argument.about, this.locale);
    switch (argument.kind) {
      case "number":
      case "boolean":
        return html`<tr><th scope="row">${name}</th><td class="shape"><span class="kind">${this.text.signature.kinds[argument.kind === "number" ? "number" : "bool"]}</span></td><td>${about}</td></tr>`;
      case "params":
        return html`<tr><th scope="row">${name}</th><td class="shape"><span class="kind">${this.text.signature.kinds.params}</span></td><td>${about}</td></tr>
          ${Object.entries(argument.entries).map(
            ([key, entry]) =>
              html`<tr><th scope="row" class="entry">.${key}${this.holder(`${argument.name}.${key}`)}</th><td class="shape">${this.shape(entry.shape, "float")}</td><td>${say(entry.about, this.locale)}</td></tr>`,
          )}`;
      case "float":
      case "int":
      case "bool":
        return html`<tr><th scope="row">${name}${this.holder(argument.name)}</th><td class="shape">${this.shape(argument.shape, argument.kind)}</td><td>${about}</td></tr>`;
      default:
        return argument satisfies never;
    }
  }

  private output({ name, kind, shape, about, optional }: Output, first: boolean, all: readonly Output[]) {
    const text = this.text.signature;
    const several = all.filter((output) => !output.optional).length > 1;
    // One that comes by itself needs no name.
    const shown = first && !several ? nothing : name;
    const names = all.map((output) => output.name);
    const form = languages[this.language].several === "tuple" ? `(${names.join(", ")})` : `{ ${names.join(", ")} }`;
    const how = optional ? text.returnToo(form, name) : first && several ? text.returnAll(form) : "";
    return html`<tr class=${first ? "result" : ""}>
      <th scope="row"><span class="returns">${first ? text.returns : optional ? text.optional : ""} </span>${shown}</th>
      <td class="shape">${this.shape(shape, kind)}</td>
      <td>${say(about, this.locale)}${how ? html`<span class="kind">${how}</span>` : nothing}</td>
    </tr>`;
  }
}

define("attention-signature", AttentionSignature);

declare global {
  interface HTMLElementTagNameMap {
    "attention-signature": AttentionSignature;
  }
}
