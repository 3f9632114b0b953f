/** Notices that another process has ended: the client that started us, or one it named. */

const INTERVAL_MS = 1_000;

/** Calls back once when the process is gone; returns what stops the watch. */
export function watchProcess(id: number, onGone: () => void): () => void {
  const timer = setInterval(() => {
    if (isAlive(id)) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
