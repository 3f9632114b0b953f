/** A counter on stderr for whatever takes longer than people like to wait; nothing where stderr is not a terminal. */

const QUIET_MS = 2000;
const INTERVAL_MS = 200;

export interface Progress {
  /** One more is done; of how many, where that shows only now. */
  advance(of?: number): void;
  /** Takes the counter away. */
  end(): void;
}

/** Starts counting; the first figure shows after two seconds. `total` is 0 where it is not known. */
export function startProgress(what: string, total = 0): Progress {
  if (!process.stderr.isTTY) return { advance: () => {}, end: () => {} };
  let done = 0;
  let next = Date.now() + QUIET_MS;
  let shown = false;
  return {
    advance(of = total) {
      done++;
      if (Date.now() < next) return;
      next = Date.now() + INTERVAL_MS;
      shown = true;
      process.stderr.write(`\r\x1b[K${done}${of > 0 ? ` of ${of}` : ''} ${what}`);
    },
    end() {
      if (shown) process.stderr.write('\r\x1b[K');
    },
  };
}
