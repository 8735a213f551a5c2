/** For Vim's keys: our folding in the place of CodeMirror's, which would come with every first load. */

export { indentUnit, matchBrackets, StringStream, syntaxTree as ensureSyntaxTree } from "@codemirror/language";
export { foldBlock as foldCode } from "../../elements/exercise/editor/folding.js";
