/** What a decision needs to know of master data: trip's own copy of the facts, looked up before deciding. */
export type Registry = {
  readonly truck: (id: string) => { readonly operational: boolean } | undefined;
  readonly driver: (id: string) => object | undefined;
  readonly location: (id: string) => { readonly onMap: boolean } | undefined;
  readonly organization: (id: string) => object | undefined;
};
