/** The texts of harness.py and the files beside it; see ../harness.ts. */
declare const harnessSources: readonly { readonly name: string; readonly text: string }[];
