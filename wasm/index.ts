/** What the core offers to `src/`: both builds export exactly these. */
import { decideBatch, openBatch } from './batch.ts';
import { domainAdd, domainInit, domainMatch } from './domain.ts';
import { decideText, matchArgv } from './match.ts';
import {
  hasPolicy,
  policyAbove,
  policyAccept,
  policyClose,
  policyNextString,
  policyOpen,
  policyRule,
  policyScratch,
  policyStep,
  policySums,
  setNodeBits,
} from './policy.ts';
import { programBits } from './programs.ts';
import { init, reserve, scanText, scratch, setTapeStart, tapeStart } from './scan.ts';

init();

/** Where the next text goes. */
export function textAddress(): i32 {
  return tapeStart;
}

export {
  decideBatch,
  decideText,
  domainAdd,
  domainInit,
  domainMatch,
  hasPolicy,
  init,
  matchArgv,
  openBatch,
  policyAbove,
  policyAccept,
  policyClose,
  policyNextString,
  policyOpen,
  policyRule,
  policyScratch,
  policyStep,
  policySums,
  programBits,
  reserve,
  scanText,
  scratch,
  setNodeBits,
  setTapeStart,
};
