/** A span of time: from, inclusive, to, exclusive. */
export type Window = { readonly from: Date; readonly to: Date };

/** LocoNav's windows of history are shorter than a day. */
const windowMsMax = 23 * 3_600_000;

/** The same span in pieces that LocoNav takes, oldest first. */
export const piecesOf = ({ from, to }: Window): Window[] => {
  const pieces: Window[] = [];
  for (let startMs = from.getTime(); startMs < to.getTime(); startMs += windowMsMax) {
    pieces.push({ from: new Date(startMs), to: new Date(Math.min(startMs + windowMsMax, to.getTime())) });
  }
  return pieces;
};

/** As LocoNav asks for it: epoch seconds, so that nothing of the window is cut off. */
export const inSeconds = ({ from, to }: Window): { startTime: number; endTime: number } => ({
  startTime: Math.floor(from.getTime() / 1_000),
  endTime: Math.ceil(to.getTime() / 1_000),
});
