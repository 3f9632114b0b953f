/**
 * The functions that `wasm/index.ts` exports, spelled out: the declarations of the package must not lead into the core, whose number types no
 * caller has. INVARIANT: exactly the type of that module; a test compares them.
 */
export interface Exports {
  init(): void;
  reserve(bytes: number): void;
  scratch(bytes: number): number;
  setTapeStart(address: number): void;
  textAddress(): number;
  scanText(length: number): number;

  decideText(length: number): number;
  matchArgv(at: number): number;
  openBatch(count: number, bytes: number): number;
  decideBatch(count: number, bytes: number): void;

  hasPolicy(): boolean;
  policyOpen(slots: number, links: number, stringBytes: number, seed: number): void;
  policyScratch(): number;
  policyStep(node: number, length: number, string: number): number;
  policyNextString(): number;
  policyRule(node: number, rule: number, decision: number): boolean;
  policyAbove(node: number, decision: number): void;
  policyClose(folds: number): number;
  policyAccept(size: number, rules: number, folds: number): boolean;
  policySums(size: number, to: number): void;
  setNodeBits(node: number, bits: number): void;
  programBits(address: number, length: number): number;

  domainInit(table: number, slots: number, seed: number, all: number): void;
  domainAdd(table: number, name: number, length: number, node: number, bits: number): void;
  domainMatch(table: number, host: number, length: number, found: number, checks: boolean): number;
}
