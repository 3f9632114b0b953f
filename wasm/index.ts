/** What the core offers to `src/`: both builds export exactly these. */
import { domainAdd, domainInit, domainMatch } from './domain.ts';
import { init, openFrame, reserve, scanFrame, scanText, setTapeStart, tapeStart } from './scan.ts';

init();

/** Where the next text goes. */
export function textAddress(): i32 {
  return tapeStart;
}

export { domainAdd, domainInit, domainMatch, init, openFrame, reserve, scanFrame, scanText, setTapeStart };
