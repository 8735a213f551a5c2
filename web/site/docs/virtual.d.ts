/** Made by `web/scripts/reference-plugin.mjs`. */
declare module "virtual:attention-dojo-reference" {
  const reference: import("./reference.js").Reference;
  export default reference;
}
