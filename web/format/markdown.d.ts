/** Markdown becomes HTML when the project is built: one string for each section, split at second-level headings. */
declare module "*.md" {
  const sections: readonly string[];
  export default sections;
}
