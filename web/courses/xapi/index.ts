export { recordStatements } from "./record-statements.js";
export type {
  Activity,
  ActivityDefinition,
  Agent,
  Context,
  LanguageMap,
  Result,
  Score,
  Statement,
  Verb,
} from "./statement.js";
export { type StatementOptions, statementOf } from "./statement-of.js";
export { extensions } from "./vocabulary.js";
