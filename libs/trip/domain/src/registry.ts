/** What is retired stays on the trips that have it, and is refused for anything new. */
type Known = { readonly retired: boolean };

/** What a decision needs to know of master data: trip's own copy of the facts, looked up before deciding. */
export type Registry = {
  readonly truck: (id: string) => (Known & { readonly operational: boolean }) | undefined;
  readonly driver: (id: string) => Known | undefined;
  readonly location: (id: string) => (Known & { readonly onMap: boolean }) | undefined;
  readonly organization: (id: string) => Known | undefined;
};
