/** The API reference as the build makes it from the package's entries: text is HTML, code is coloured HTML. */
export interface Reference {
  readonly entries: readonly ReferenceEntry[];
}

/** One entry of the package. */
export interface ReferenceEntry {
  /** In addresses: `kernels`, `judge` ... */
  readonly name: string;
  /** What is imported: `attention-dojo/judge`. */
  readonly specifier: string;
  readonly items: readonly ReferenceItem[];
}

export type ReferenceKind = "function" | "class" | "interface" | "type" | "constant" | "operation";

/** Something that an entry exports, or one operation of the kernels. */
export interface ReferenceItem {
  readonly name: string;
  readonly kind: ReferenceKind;
  /** The first sentence of `text`, as HTML within a line. */
  readonly summary: string;
  readonly text: string;
  readonly signature: string;
  readonly parameters: readonly ReferenceMember[];
  readonly throws: readonly ReferenceMember[];
  /** Properties and methods of a class or an interface. */
  readonly members: readonly ReferenceMember[];
  /** Of an operation alone. */
  readonly inputs: readonly ReferenceMember[];
  readonly options: readonly ReferenceMember[];
  readonly outputs: readonly ReferenceMember[];
}

/** A named part of an item: `code` is what it looks like, `text` what is said of it. */
export interface ReferenceMember {
  readonly name: string;
  readonly code: string;
  readonly text: string;
}

/** What the reference reads of a row of the operation table, `Row` in `web/kernels/operation.ts`. */
export interface OperationRow {
  readonly inputs: Readonly<
    Record<
      string,
      | string
      | {
          readonly kinds: readonly string[];
          readonly shape: string;
          readonly broadcast?: boolean;
          readonly chosen?: { readonly by: string; readonly shapes: Readonly<Record<string, string>> };
        }
    >
  >;
  readonly params: Readonly<
    Record<string, boolean | { readonly kind: string; readonly otherwise?: unknown; readonly names: readonly string[] }>
  >;
  readonly outputs: Readonly<Record<string, string>>;
  readonly multiples?: Readonly<Record<string, string>>;
}
