/** A page of the documentation in one language, as the build makes it. */
export interface Page {
  readonly html: string;
  /** Its sections. `id` is their name in addresses, the same in every language. */
  readonly headings: readonly { readonly id: string; readonly title: string }[];
}
