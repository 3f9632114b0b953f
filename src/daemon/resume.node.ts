/** When to read on from a client. */
import type { Session } from './session.node.ts';

/** Reads on as soon as neither unread answers nor a message that others wait for hold it up; `drain` of the output has to call it as well. */
export function resumeWhenFree(session: Session, input: NodeJS.ReadableStream, output: { readonly writableNeedDrain: boolean }): void {
  const { busy } = session;
  if (busy !== null) busy.then(() => resumeWhenFree(session, input, output));
  else if (!output.writableNeedDrain) input.resume();
}
