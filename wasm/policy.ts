/**
 * The compiled policy: prefix rules as one trie in one relocatable block at HEAP.
 *
 * One open-addressing table of nodes {key, string, state}: a node is found by its parent and a word, and is called by its address. The key
 * mixes the parent with the word's hash so that these two give back the parent: no node names another. Behind the table strings
 * {length, bytes}, then links {rule and decision, next} where several rules end at one node; both are offsets, 0 is none.
 * INVARIANT: bytes are compared after every hit of a key, and equal bytes under an equal key have an equal parent. So every node has one
 * parent, and what hangs together with the root is a tree; a link's next is lower than itself; probes are bounded by the header.
 */
import { below, copyBytes, fillBytes, imul, ishr, ld, ld8, portion, st, st8 } from '#memory';
import { HEAD_TOP, HEAP } from './layout.ts';
import { setTapeStart, tapeStart } from './scan.ts';

const POLICY_MAGIC: i32 = HEAP;
export const POLICY_SIZE: i32 = 131076;
const POLICY_SEED: i32 = 131080;
/** How many nodes the table has room for: any number, the root not counted. */
const POLICY_SLOTS: i32 = 131084;
const POLICY_PROBES: i32 = 131088;
const POLICY_NODES: i32 = 131092;
const POLICY_STRINGS: i32 = 131096;
/** Bytes of strings in use; the first four are nobody's. */
const POLICY_STRING_BYTES: i32 = 131100;
const POLICY_LINKS: i32 = 131104;
const POLICY_LINK_COUNT: i32 = 131108;
const POLICY_RULES: i32 = 131112;
/** 1: names of programs fold case (darwin, win32, canonical rules). */
export const POLICY_FOLDS: i32 = 131116;
/** The root is a node outside the table, right before it. */
export const ROOT: i32 = 131120;
const TABLE: i32 = 131132;

const MAGIC: i32 = 0x32434f50;

const NODE_KEY: i32 = 0;
const NODE_STRING: i32 = 4;
const NODE_STATE: i32 = 8;
const NODE_SIZE: i32 = 12;

// State of a node: bits, and from STATE_END_SHIFT up what ends there.
/** Strictest decision of the rules that end here: 0 none, 1 allow, 2 prompt, 3 forbidden. */
export const NODE_DECISION: i32 = 3;
/** The same over everything below. */
export const NODE_BELOW: i32 = 12;
/** Of those bits: all rules below allow. */
export const NODE_ALLOW_BELOW: i32 = 4;
/** Or prompt, and at least one does. */
export const NODE_PROMPT_BELOW: i32 = 8;
/** Rules of this program need more than a walk. */
export const NODE_SLOW: i32 = 16;
/** Something follows. */
export const NODE_INNER: i32 = 32;
/** Several rules end here: what stands above the bits is the last of their links, not the number of the one rule. */
const NODE_LINKED: i32 = 64;
const STATE_END_SHIFT: i32 = 7;
const STATE_BITS: i32 = 127;
const MAX_ENDS: i32 = 1 << 24;

/** Most slots that a look-up tries; a policy that needs more is built again with another seed. */
const MAX_PROBES: i32 = 128;
/** More slots than memory has room for. */
const MAX_SLOTS: i32 = 1 << 24;

export function hasPolicy(): boolean {
  return ld(POLICY_MAGIC) == MAGIC;
}

/**
 * Lays out an empty policy for at most so many bytes of strings and links. `slots` must exceed the nodes, best by half of them, and
 * MAX_PROBES.
 */
export function policyOpen(slots: i32, links: i32, stringBytes: i32, seed: i32): void {
  const stringsAt = TABLE - HEAP + imul(slots, NODE_SIZE);
  const linksAt = stringsAt + stringBytes;
  st(POLICY_MAGIC, MAGIC);
  st(POLICY_SIZE, linksAt + (links << 3));
  st(POLICY_SEED, seed);
  st(POLICY_SLOTS, slots);
  st(POLICY_PROBES, 0);
  st(POLICY_NODES, 0);
  st(POLICY_STRINGS, stringsAt);
  st(POLICY_STRING_BYTES, 4);
  st(POLICY_LINKS, linksAt);
  st(POLICY_LINK_COUNT, 1);
  st(POLICY_RULES, 0);
  st(POLICY_FOLDS, 0);
  fillBytes(ROOT, 0, HEAP + linksAt + (links << 3) - ROOT);
}

/** Hash of bytes under the policy's seed. */
export function hashBytes(address: i32, length: i32): i32 {
  let h = ld(POLICY_SEED);
  const stop = address + length;
  for (let p = address; p < stop; p++) h = imul(h ^ ld8(p), 0x01000193);
  return h ^ ishr(h, 15);
}

// The key has one parent for every hash: both steps can be undone, by the inverses of their odd factors.
const FACTOR_NODE: i32 = 0x27d4eb2f;
const FACTOR_KEY: i32 = 0x165667b1;
const INVERSE_NODE: i32 = -1593951281;
const INVERSE_KEY: i32 = -1371963055;

function keyOf(node: i32, hash: i32): i32 {
  return imul(imul(node, FACTOR_NODE) ^ hash, FACTOR_KEY);
}

function parentOf(key: i32, hash: i32): i32 {
  return imul(imul(key, INVERSE_KEY) ^ hash, INVERSE_NODE);
}

/** The slot where looking for a key starts, as an address. */
function slotOf(key: i32): i32 {
  return TABLE + imul(portion(ishr(key, 8), ld(POLICY_SLOTS)), NODE_SIZE);
}

function sameString(string: i32, address: i32, length: i32): boolean {
  const at = HEAP + ld(POLICY_STRINGS) + string;
  if (ld(at) != length) return false;
  for (let i = 0; i < length; i++) if (ld8(at + 4 + i) != ld8(address + i)) return false;
  return true;
}

/** The child of a node over a word, 0 where there is none. */
export function child(node: i32, address: i32, length: i32): i32 {
  return childKeyed(keyOf(node, hashBytes(address, length)), address, length);
}

/** Slots are tried at distances of 1, 3, 6, 10 and so on: the next ones are near, and runs of taken ones do not grow together. */
function childKeyed(key: i32, address: i32, length: i32): i32 {
  const size = imul(ld(POLICY_SLOTS), NODE_SIZE);
  const farthest = imul(ld(POLICY_PROBES), NODE_SIZE);
  let at = slotOf(key);
  let step: i32 = 0;
  while (step <= farthest) {
    const string = ld(at + NODE_STRING);
    if (string == 0) return 0;
    if (ld(at + NODE_KEY) == key && sameString(string, address, length)) return at;
    step += NODE_SIZE;
    at += step;
    if (at >= TABLE + size) at -= size;
  }
  return 0;
}

/** Links stand behind the strings, which can be more or fewer than was thought. */
function moveLinks(offset: i32): void {
  const bytes = ld(POLICY_LINK_COUNT) << 3;
  copyBytes(HEAP + offset, HEAP + ld(POLICY_LINKS), bytes);
  st(POLICY_LINKS, offset);
  st(POLICY_SIZE, offset + bytes);
}

/** Where the next token is written for `policyStep`. */
export function policyScratch(): i32 {
  return (HEAP + ld(POLICY_SIZE) + 15) & -16;
}

/**
 * Finds or makes the child of a node over the token of `length` bytes in the scratch area. `string` is the offset of an equal string
 * that is stored already, or -1. Returns the child; -1 where the table needs another seed.
 */
export function policyStep(node: i32, length: i32, string: i32): i32 {
  const token = policyScratch();
  const key = keyOf(node, hashBytes(token, length));
  const found = childKeyed(key, token, length);
  if (found != 0) return found;
  const size = imul(ld(POLICY_SLOTS), NODE_SIZE);
  let at = slotOf(key);
  let probes: i32 = 0;
  while (ld(at + NODE_STRING) != 0) {
    if (++probes > MAX_PROBES) return -1;
    at += imul(probes, NODE_SIZE);
    if (at >= TABLE + size) at -= size;
  }
  if (probes > ld(POLICY_PROBES)) st(POLICY_PROBES, probes);
  st(POLICY_NODES, ld(POLICY_NODES) + 1);
  st(at + NODE_KEY, key);
  st(at + NODE_STRING, string < 0 ? storeString(token, length) : string);
  setNodeBits(node, NODE_INNER);
  return at;
}

function storeString(token: i32, length: i32): i32 {
  const offset = ld(POLICY_STRING_BYTES);
  const at = HEAP + ld(POLICY_STRINGS) + offset;
  st(at, length);
  copyBytes(at + 4, token, length);
  st(POLICY_STRING_BYTES, offset + 4 + ((length + 3) & -4));
  return offset;
}

/** Offset that the next new string will get. */
export function policyNextString(): i32 {
  return ld(POLICY_STRING_BYTES);
}

export function nodeBits(node: i32): i32 {
  return ld(node + NODE_STATE) & STATE_BITS;
}

/** Adds bits to a node. */
export function setNodeBits(node: i32, bits: i32): void {
  st(node + NODE_STATE, ld(node + NODE_STATE) | bits);
}

/** A rule ends at a node: `decision` 1 to 3. False where there are more rules or links than a state has bits for. */
export function policyRule(node: i32, rule: i32, decision: i32): boolean {
  if (rule >= MAX_ENDS || ld(POLICY_LINK_COUNT) + 2 > MAX_ENDS) return false;
  const state = ld(node + NODE_STATE);
  const known = state & NODE_DECISION;
  if (rule >= ld(POLICY_RULES)) st(POLICY_RULES, rule + 1);
  if (known == 0) {
    st(node + NODE_STATE, state | decision | (rule << STATE_END_SHIFT));
    return true;
  }
  const last = ishr(state, STATE_END_SHIFT);
  const link = addLink((rule << 2) | decision, (state & NODE_LINKED) != 0 ? last : addLink((last << 2) | known, 0));
  const bits = (state & STATE_BITS & ~NODE_DECISION) | NODE_LINKED | (known > decision ? known : decision);
  st(node + NODE_STATE, bits | (link << STATE_END_SHIFT));
  return true;
}

function addLink(rule: i32, next: i32): i32 {
  const link = ld(POLICY_LINK_COUNT);
  st(POLICY_LINK_COUNT, link + 1);
  st(linkAt(link), rule);
  st(linkAt(link) + 4, next);
  return link;
}

/** A rule ends somewhere below a node. */
export function policyAbove(node: i32, decision: i32): void {
  const state = ld(node + NODE_STATE);
  if ((state & NODE_BELOW) < decision << 2) st(node + NODE_STATE, (state & ~NODE_BELOW) | (decision << 2));
}

function linkAt(link: i32): i32 {
  return HEAP + ld(POLICY_LINKS) + (link << 3);
}

/** Writes the rules that end at a node, each its number times 4 plus its decision; returns the address behind the last. */
export function writeRules(node: i32, to: i32): i32 {
  const state = ld(node + NODE_STATE);
  if ((state & NODE_DECISION) == 0) return to;
  const last = ishr(state, STATE_END_SHIFT);
  if ((state & NODE_LINKED) == 0) {
    st(to, (last << 2) | (state & NODE_DECISION));
    return to + 4;
  }
  let next = to;
  for (let link = last; link != 0; link = ld(linkAt(link) + 4)) {
    st(next, ld(linkAt(link)));
    next += 4;
  }
  return next;
}

/** Ends building: strings are cut to what is used, texts go behind the policy. Returns the size in bytes. */
export function policyClose(folds: i32): i32 {
  st(POLICY_FOLDS, folds);
  moveLinks(ld(POLICY_STRINGS) + ld(POLICY_STRING_BYTES));
  setTapeStart(HEAP + ld(POLICY_SIZE));
  st(HEAD_TOP, tapeStart);
  return ld(POLICY_SIZE);
}

/**
 * Checks a block of bytes that was copied to HEAP, behind it a byte for each rule: the decision with which it stands in the policy, 0 where it
 * does not. True, and the policy in use, only if it holds these rules and nothing in it can mislead a walk.
 */
export function policyAccept(size: i32, rules: i32, folds: i32): boolean {
  setTapeStart(HEAP);
  if (!isSound(size, rules) || ld(POLICY_FOLDS) != folds) {
    st(POLICY_MAGIC, 0);
    return false;
  }
  setTapeStart(HEAP + size);
  st(HEAD_TOP, tapeStart);
  return true;
}

/**
 * Writes two sums over the words of a block at HEAP: they find accidents, a change of one word always changes both. Four words are taken at a
 * time, each by a sum of its own: a step waits for the one before it, and four of them wait side by side.
 */
export function policySums(size: i32, to: i32): void {
  let a = size;
  let b: i32 = 0x3243f6a8;
  let c: i32 = 0x2545f491;
  let d: i32 = 0x6a09e667;
  const stop = HEAP + size;
  const whole = HEAP + (size & -16);
  for (let at = HEAP; at < whole; at += 16) {
    a = sumWord(a, ld(at));
    b = sumWord(b, ld(at + 4));
    c = sumWord(c, ld(at + 8));
    d = sumWord(d, ld(at + 12));
  }
  for (let at = whole; at < stop; at += 4) a = sumWord(a, ld(at));
  st(to, sumWord(sumWord(sumWord(a, b), c), d));
  st(to + 4, sumWord(sumWord(sumWord(d, c), b), a));
}

/** Any other sum or word gives another result. */
function sumWord(sum: i32, word: i32): i32 {
  const mixed = imul(sum ^ word, -1640531535);
  return (mixed << 13) | ishr(mixed, 19);
}

function isSound(size: i32, rules: i32): boolean {
  if (size < TABLE - HEAP || ld(POLICY_MAGIC) != MAGIC || ld(POLICY_SIZE) != size || below(rules, ld(POLICY_RULES))) return false;
  const slots = ld(POLICY_SLOTS);
  if (slots <= MAX_PROBES || slots > MAX_SLOTS || below(MAX_PROBES, ld(POLICY_PROBES))) return false;
  const stringsAt = TABLE - HEAP + imul(slots, NODE_SIZE);
  if (ld(POLICY_STRINGS) != stringsAt || stringsAt > size) return false;
  const stringBytes = ld(POLICY_STRING_BYTES);
  if (stringBytes < 4 || (stringBytes & 3) != 0 || stringBytes > size - stringsAt) return false;
  if (ld(POLICY_LINKS) != stringsAt + stringBytes) return false;
  const links = ld(POLICY_LINK_COUNT);
  if (links < 1 || links > MAX_ENDS || ld(POLICY_LINKS) + (links << 3) != size) return false;
  return soundLinks(links) && soundNodes(links) && standsEvery(HEAP + size, HEAP + size + rules);
}

/** Whether a string lies inside the block. */
function isSoundString(string: i32, stop: i32, last: i32): boolean {
  return string >= 4 && (string & 3) == 0 && string <= last && !below(last - string, ld(stop + string));
}

/** Every node can be found where it is, below one that knows of it; its rules lie inside the block; each link is one's. */
function soundNodes(links: i32): boolean {
  if ((ld(ROOT + NODE_STATE) & ~NODE_INNER) != 0) return false;
  const stop = HEAP + ld(POLICY_STRINGS);
  const last = ld(POLICY_STRING_BYTES) - 4;
  let nodes: i32 = 0;
  let linked: i32 = 1;
  for (let node = TABLE; node < stop; node += NODE_SIZE) {
    const state = ld(node + NODE_STATE);
    const string = ld(node + NODE_STRING);
    if (string == 0) {
      if (state != 0) return false;
      continue;
    }
    const ends = linksOf(state, links);
    nodes++;
    linked += ends;
    // Chains share no link, so all of them together are as long as the table.
    if (ends < 0 || linked > links || !isSoundString(string, stop, last) || !isSoundNode(node, stop)) return false;
  }
  return nodes < ld(POLICY_SLOTS) && nodes == ld(POLICY_NODES) && linked == links;
}

function isSoundNode(node: i32, stop: i32): boolean {
  const at = stop + ld(node + NODE_STRING);
  const length = ld(at);
  const key = ld(node + NODE_KEY);
  if (slotOf(key) != node && !isReached(node, key, stop)) return false;
  const parent = parentOf(key, hashBytes(at + 4, length));
  if (parent == ROOT) return (nodeBits(ROOT) & NODE_INNER) != 0;
  if (parent < TABLE || parent >= stop || (parent - TABLE) % NODE_SIZE != 0 || ld(parent + NODE_STRING) == 0) return false;
  // What stands below must be known above: an unknown word stops a walk there.
  const bits = nodeBits(node);
  const known = (nodeBits(parent) & NODE_BELOW) >> 2;
  return (nodeBits(parent) & NODE_INNER) != 0 && (bits & NODE_DECISION) <= known && (bits & NODE_BELOW) >> 2 <= known;
}

/** Whether looking for a node that does not stand where its key begins comes to it: by taken slots, none of them an equal node. */
function isReached(node: i32, key: i32, stop: i32): boolean {
  const farthest = imul(ld(POLICY_PROBES), NODE_SIZE);
  let at = slotOf(key);
  let step: i32 = 0;
  while (at != node) {
    const string = ld(at + NODE_STRING);
    if (string == 0 || (ld(at + NODE_KEY) == key && isSameString(string, ld(node + NODE_STRING), stop))) return false;
    step += NODE_SIZE;
    if (step > farthest) return false;
    at += step;
    if (at >= stop) at -= stop - TABLE;
  }
  return true;
}

/** One that lies outside the block is like any. */
function isSameString(string: i32, other: i32, stop: i32): boolean {
  if (!isSoundString(string, stop, ld(POLICY_STRING_BYTES) - 4)) return true;
  return sameString(string, stop + other + 4, ld(stop + other));
}

/** How many links a node of this state has; -1 where it says of the rules that end there what they do not. */
function linksOf(state: i32, links: i32): i32 {
  const decision = state & NODE_DECISION;
  const last = ishr(state, STATE_END_SHIFT);
  if (decision == 0) return (state & NODE_LINKED) == 0 && last == 0 ? 0 : -1;
  if ((state & NODE_LINKED) == 0) return last < ld(POLICY_RULES) && standsAs(last, decision) ? 0 : -1;
  if (last == 0 || last >= links) return -1;
  let count: i32 = 0;
  let strictest: i32 = 0;
  for (let link = last; link != 0; link = ld(linkAt(link) + 4)) {
    const rank = ld(linkAt(link)) & 3;
    if (rank > strictest) strictest = rank;
    count++;
  }
  return strictest == decision ? count : -1;
}

function soundLinks(links: i32): boolean {
  const rules = ld(POLICY_RULES);
  for (let link: i32 = 1; link < links; link++) {
    const rule = ld(linkAt(link));
    const next = ld(linkAt(link) + 4);
    if (rule < 0 || rule >> 2 >= rules || next < 0 || next >= link || !standsAs(rule >> 2, rule & 3)) return false;
  }
  return true;
}

/** In the byte of a rule: it was found. */
const FOUND: i32 = 4;

function standsAs(rule: i32, decision: i32): boolean {
  const at = HEAP + ld(POLICY_SIZE) + rule;
  const wanted = ld8(at);
  if (decision == 0 || (wanted & ~FOUND) != decision) return false;
  st8(at, wanted | FOUND);
  return true;
}

function standsEvery(from: i32, stop: i32): boolean {
  for (let at = from; at < stop; at++) if (ld8(at) != 0 && (ld8(at) & FOUND) == 0) return false;
  return true;
}
