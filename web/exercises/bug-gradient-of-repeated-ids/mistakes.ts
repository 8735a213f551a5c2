export { embeddingMistakes as default } from "../shared/wrong-embedding-backward.js";
