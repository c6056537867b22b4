import { useState } from 'react';

/** One thing that is being done at a time: whether it still is, and why it failed. */
export function useDoing(): {
  busy: boolean;
  error: unknown;
  doing: <Done>(work: Promise<Done>, onDone: (done: Done) => void) => void;
} {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  return {
    ...state,
    doing: (work, onDone) => {
      setState({ busy: true, error: null });
      work.then(
        (done) => {
          setState({ busy: false, error: null });
          onDone(done);
        },
        (error: unknown) => setState({ busy: false, error }),
      );
    },
  };
}
