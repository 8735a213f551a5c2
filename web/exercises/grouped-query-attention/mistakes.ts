export { groupedQueryMistakes as default } from "../shared/wrong-grouped-query.js";
