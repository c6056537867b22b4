/**
 * By what a truck is known in what devices and LocoNav send: its plate and LocoNav's display number (both
 * normalised), LocoNav's uuid and integer of the vehicle, and the IMEI of the device in it.
 */
export type Identity = {
  readonly kind: 'plate' | 'display_number' | 'loconav_vehicle' | 'loconav_number' | 'imei';
  readonly value: string;
};

/** From when until when an identity is a truck's, in device time; `from` null: ever since, `until` null: it still is. */
export type Held = Identity & { readonly from: Date | null; readonly until: Date | null };

/** The last truck that had an identity, and until when. */
export type LastHolder = Identity & { readonly truckId: string; readonly until: Date | null };

const isSame = (a: Identity, b: Identity): boolean => a.kind === b.kind && a.value === b.value;

/** Which of the wanted identities another truck has now. */
export const takenBy = (
  wanted: readonly Identity[],
  truckId: string,
  last: readonly LastHolder[],
): Identity | undefined =>
  wanted.find((identity) =>
    last.some((holder) => isSame(holder, identity) && holder.until === null && holder.truckId !== truckId),
  );

/**
 * The history of a truck once it is known by these and nothing else. An identity is a truck's since its last
 * holder gave it up, and ever since where it had none: what was reported under it in between waited for
 * whoever takes it. An interval without an instant in it is not kept.
 */
export const knownBy = (
  history: readonly Held[],
  wanted: readonly Identity[],
  last: readonly LastHolder[],
  now: Date,
): Held[] => {
  const kept = history.flatMap((held): Held[] => {
    if (held.until !== null || wanted.some((identity) => isSame(identity, held))) return [held];
    return held.from !== null && held.from >= now ? [] : [{ ...held, until: now }];
  });
  const added = wanted
    .filter((identity) => !kept.some((held) => held.until === null && isSame(held, identity)))
    .map(({ kind, value }): Held => {
      const before = last.find((holder) => isSame(holder, { kind, value }));
      return { kind, value, from: before?.until ?? null, until: null };
    });
  return [...kept, ...added];
};

/** Of the holders of one identity, the one at this time (epoch ms). */
export const heldAt = <Holder extends Pick<Held, 'from' | 'until'>>(
  holders: readonly Holder[],
  atMs: number,
): Holder | undefined =>
  holders.find(
    ({ from, until }) =>
      (from === null || from.getTime() <= atMs) && (until === null || atMs < until.getTime()),
  );
