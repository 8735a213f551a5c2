import { HighlightStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

/** Few colours: words of the language, literals, comments, definitions. Everything else is ink. */
export const highlighting = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    color: "var(--code-keyword)",
  },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.self], color: "var(--code-literal)" },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.comment, tags.docString], color: "var(--code-comment)", fontStyle: "italic" },
  {
    tag: [
      tags.function(tags.definition(tags.variableName)),
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
    ],
    color: "var(--code-function)",
  },
  { tag: [tags.definition(tags.variableName)], color: "var(--ink)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);
