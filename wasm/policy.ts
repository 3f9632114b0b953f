/**
 * The compiled policy: prefix rules and program names as one trie in one relocatable block at HEAP.
 *
 * An open-addressing edge table {node + 1, hash, string, child}; nodes {bits, first link}; links {rule and decision, next}; strings
 * {length, bytes}. All places are offsets from the block. INVARIANT: bytes are compared after every hash hit; a child's number is
 * higher than its parent's and a link's next is lower than itself, so nothing in it can run in circles; probes are bounded by the header.
 */
import { below, copyBytes, fillBytes, imul, ishr, ld, ld8, st } from '#memory';
import { HEAD_TOP, HEAP } from './layout.ts';
import { setTapeStart, tapeStart } from './scan.ts';

export const POLICY_MAGIC: i32 = HEAP;
export const POLICY_SIZE: i32 = 131076;
const POLICY_SEED: i32 = 131080;
/** Slots less one: their number is a power of two. */
const POLICY_MASK: i32 = 131084;
const POLICY_SHIFT: i32 = 131088;
const POLICY_PROBES: i32 = 131092;
const POLICY_NODES: i32 = 131096;
export const POLICY_LINKS: i32 = 131100;
const POLICY_STRINGS: i32 = 131104;
const POLICY_NODE_COUNT: i32 = 131108;
export const POLICY_LINK_COUNT: i32 = 131112;
/** Bytes of strings in use. */
const POLICY_STRING_BYTES: i32 = 131116;
const POLICY_RULES: i32 = 131120;
/** 1: names of programs fold case (darwin, win32, canonical rules). */
export const POLICY_FOLDS: i32 = 131124;
const POLICY_EDGE_COUNT: i32 = 131128;
/** Edges follow the header. */
const POLICY_EDGES: i32 = 131136;

const MAGIC: i32 = 0x31434f50;

const EDGE_NODE: i32 = 0;
const EDGE_HASH: i32 = 4;
const EDGE_STRING: i32 = 8;
const EDGE_CHILD: i32 = 12;
const EDGE_SIZE: i32 = 16;

// Bits of a node.
/** Strictest decision of the rules that end here: 0 none, 1 allow, 2 prompt, 3 forbidden. */
export const NODE_DECISION: i32 = 3;
/** The same over everything below. */
export const NODE_BELOW: i32 = 12;
/** Of those bits: all rules below allow. */
export const NODE_ALLOW_BELOW: i32 = 4;
/** Rules of this program need more than a walk. */
export const NODE_SLOW: i32 = 16;
/** Something follows. */
export const NODE_INNER: i32 = 32;
/** The program's specification can change an answer. */
export const NODE_SPECIFIED: i32 = 64;
/** The program has no effect of its own and needs no rule. */
export const NODE_FREE: i32 = 128;
/** The program only reads its operands: an unknown one is harmless. */
export const NODE_READER: i32 = 256;
/** The program starts others, or stands for them: what it does can forbid, and can make a rule for itself unnecessary. */
export const NODE_STARTS: i32 = 512;
/** What a policy in bytes may say of its nodes; marks of programs come from the tables of the engine that loads it. */
const NODE_LOADED: i32 = 63;
/** While a policy is checked: an edge leads here. */
const NODE_SEEN: i32 = 1 << 30;

/** Longest run of slots that a look-up tries; a policy that needs more is built again with another seed. */
const MAX_PROBES: i32 = 128;

export function hasPolicy(): boolean {
  return ld(POLICY_MAGIC) == MAGIC;
}

/** Lays out an empty policy for at most so many edges (`slots`, a power of two, must exceed them), links and bytes of strings. */
export function policyOpen(slots: i32, nodes: i32, links: i32, stringBytes: i32, seed: i32): void {
  const nodesAt = POLICY_EDGES - HEAP + imul(slots, EDGE_SIZE);
  const linksAt = nodesAt + (nodes << 3);
  const stringsAt = linksAt + (links << 3);
  let shift: i32 = 32;
  for (let n = slots; n > 1; n >>= 1) shift--;
  st(POLICY_MAGIC, MAGIC);
  st(POLICY_SIZE, stringsAt + stringBytes);
  st(POLICY_SEED, seed);
  st(POLICY_MASK, slots - 1);
  st(POLICY_SHIFT, shift);
  st(POLICY_PROBES, 0);
  st(POLICY_NODES, nodesAt);
  st(POLICY_LINKS, linksAt);
  st(POLICY_STRINGS, stringsAt);
  st(POLICY_NODE_COUNT, 1);
  st(POLICY_LINK_COUNT, 1);
  st(POLICY_STRING_BYTES, 0);
  st(POLICY_RULES, 0);
  st(POLICY_FOLDS, 0);
  st(POLICY_EDGE_COUNT, 0);
  fillBytes(POLICY_EDGES, 0, stringsAt + stringBytes - (POLICY_EDGES - HEAP));
}

/** Hash of bytes under the policy's seed. */
export function hashBytes(address: i32, length: i32): i32 {
  let h = ld(POLICY_SEED);
  const stop = address + length;
  for (let p = address; p < stop; p++) h = imul(h ^ ld8(p), 0x01000193);
  return h ^ ishr(h, 15);
}

function slotOf(node: i32, hash: i32): i32 {
  return ishr(imul(imul(node, 0x27d4eb2f) ^ hash, 0x165667b1), ld(POLICY_SHIFT));
}

function sameString(string: i32, address: i32, length: i32): boolean {
  const at = HEAP + ld(POLICY_STRINGS) + string;
  if (ld(at) != length) return false;
  for (let i = 0; i < length; i++) if (ld8(at + 4 + i) != ld8(address + i)) return false;
  return true;
}

/** The child of a node over a word, 0 where there is none. Node 0 is the root. */
export function child(node: i32, address: i32, length: i32): i32 {
  return childHashed(node, hashBytes(address, length), address, length);
}

export function childHashed(node: i32, hash: i32, address: i32, length: i32): i32 {
  const mask = ld(POLICY_MASK);
  const probes = ld(POLICY_PROBES);
  let slot = slotOf(node, hash);
  for (let i = 0; i <= probes; i++) {
    const edge = POLICY_EDGES + (slot << 4);
    const key = ld(edge + EDGE_NODE);
    if (key == 0) return 0;
    if (key == node + 1 && ld(edge + EDGE_HASH) == hash && sameString(ld(edge + EDGE_STRING), address, length))
      return ld(edge + EDGE_CHILD);
    slot = (slot + 1) & mask;
  }
  return 0;
}

/** Makes room behind a closed policy for the strings of so many more edges; false where the table has no place for these. */
export function policyReopen(edges: i32, stringBytes: i32): boolean {
  const slots = ld(POLICY_MASK) + 1;
  const room = ishr(ld(POLICY_LINKS) - ld(POLICY_NODES), 3) - ld(POLICY_NODE_COUNT);
  if (edges > room || imul(ld(POLICY_EDGE_COUNT) + edges, 4) > imul(slots, 3)) return false;
  fillBytes(HEAP + ld(POLICY_SIZE), 0, stringBytes);
  st(POLICY_SIZE, ld(POLICY_SIZE) + stringBytes);
  return true;
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
  const hash = hashBytes(token, length);
  const found = childHashed(node, hash, token, length);
  if (found != 0) return found;
  const mask = ld(POLICY_MASK);
  let slot = slotOf(node, hash);
  let probes: i32 = 0;
  while (ld(POLICY_EDGES + (slot << 4)) != 0) {
    slot = (slot + 1) & mask;
    if (++probes > MAX_PROBES) return -1;
  }
  if (probes > ld(POLICY_PROBES)) st(POLICY_PROBES, probes);
  const made = ld(POLICY_NODE_COUNT);
  st(POLICY_NODE_COUNT, made + 1);
  st(POLICY_EDGE_COUNT, ld(POLICY_EDGE_COUNT) + 1);
  const edge = POLICY_EDGES + (slot << 4);
  st(edge + EDGE_NODE, node + 1);
  st(edge + EDGE_HASH, hash);
  st(edge + EDGE_STRING, string < 0 ? storeString(token, length) : string);
  st(edge + EDGE_CHILD, made);
  setNodeBits(node, NODE_INNER);
  return made;
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

function nodeAt(node: i32): i32 {
  return HEAP + ld(POLICY_NODES) + (node << 3);
}

export function nodeBits(node: i32): i32 {
  return ld(nodeAt(node));
}

export function firstLink(node: i32): i32 {
  return ld(nodeAt(node) + 4);
}

/** Adds bits to a node: program marks, NODE_SLOW. */
export function setNodeBits(node: i32, bits: i32): void {
  const at = nodeAt(node);
  st(at, ld(at) | bits);
}

/** A rule ends at a node: `decision` 1 to 3. */
export function policyRule(node: i32, rule: i32, decision: i32): void {
  const at = nodeAt(node);
  if ((ld(at) & NODE_DECISION) < decision) st(at, (ld(at) & ~NODE_DECISION) | decision);
  const link = ld(POLICY_LINK_COUNT);
  st(POLICY_LINK_COUNT, link + 1);
  const to = linkAt(link);
  st(to, (rule << 2) | decision);
  st(to + 4, ld(at + 4));
  st(at + 4, link);
  if (rule >= ld(POLICY_RULES)) st(POLICY_RULES, rule + 1);
}

/** A rule ends somewhere below a node. */
export function policyAbove(node: i32, decision: i32): void {
  const at = nodeAt(node);
  if ((ld(at) & NODE_BELOW) < decision << 2) st(at, (ld(at) & ~NODE_BELOW) | (decision << 2));
}

function linkAt(link: i32): i32 {
  return HEAP + ld(POLICY_LINKS) + (link << 3);
}

/** Rule number of a link, times 4, with its decision in the low bits. */
export function linkRule(link: i32): i32 {
  return ld(linkAt(link));
}

export function linkNext(link: i32): i32 {
  return ld(linkAt(link) + 4);
}

/** Takes the marks of programs off a policy that was copied to an address, as a saved one has none. */
export function policyUnmark(copy: i32): void {
  const nodes = copy + ld(POLICY_NODES);
  const stop = nodes + (ld(POLICY_NODE_COUNT) << 3);
  for (let at = nodes; at < stop; at += 8) st(at, ld(at) & NODE_LOADED);
}

/** Ends building: strings are cut to what is used, texts go behind the policy. Returns the size in bytes. */
export function policyClose(folds: i32): i32 {
  st(POLICY_FOLDS, folds);
  const size = ld(POLICY_STRINGS) + ld(POLICY_STRING_BYTES);
  st(POLICY_SIZE, size);
  setTapeStart(HEAP + size);
  st(HEAD_TOP, tapeStart);
  return size;
}

/** Checks a block of bytes that was copied to HEAP; true, and in use, only if nothing in it can mislead a walk. */
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

function isSound(size: i32, rules: i32): boolean {
  if (size < POLICY_EDGES - HEAP || ld(POLICY_MAGIC) != MAGIC || ld(POLICY_SIZE) != size || ld(POLICY_RULES) > rules) return false;
  const slots = ld(POLICY_MASK) + 1;
  if (slots < 2 || slots > 1 << 24 || (slots & (slots - 1)) != 0) return false;
  let shift: i32 = 32;
  for (let n = slots; n > 1; n >>= 1) shift--;
  if (ld(POLICY_SHIFT) != shift || below(MAX_PROBES, ld(POLICY_PROBES))) return false;
  const nodes = ld(POLICY_NODE_COUNT);
  const links = ld(POLICY_LINK_COUNT);
  const nodesAt = POLICY_EDGES - HEAP + imul(slots, EDGE_SIZE);
  if (nodes < 1 || links < 1 || nodes > slots || links > 1 << 24) return false;
  if (ld(POLICY_NODES) != nodesAt || ld(POLICY_LINKS) < nodesAt + (nodes << 3)) return false;
  if (((ld(POLICY_LINKS) | ld(POLICY_STRINGS) | size) & 3) != 0) return false;
  if (ld(POLICY_LINKS) > size || ld(POLICY_STRINGS) < ld(POLICY_LINKS) + (links << 3)) return false;
  if (ld(POLICY_STRINGS) > size || ld(POLICY_STRINGS) + ld(POLICY_STRING_BYTES) != size) return false;
  return soundEdges(slots, nodes) && soundNodes(nodes, links) && soundLinks(links, rules);
}

/** Every edge can be found where it is, leads down to a node of its own, and has its string inside the block; some slot is empty. */
function soundEdges(slots: i32, nodes: i32): boolean {
  let used: i32 = 0;
  for (let slot: i32 = 0; slot < slots; slot++) {
    const edge = POLICY_EDGES + (slot << 4);
    const node = ld(edge + EDGE_NODE) - 1;
    if (node == -1) continue;
    used++;
    const to = ld(edge + EDGE_CHILD);
    if (node < 0 || to <= node || to >= nodes || (nodeBits(to) & NODE_SEEN) != 0) return false;
    setNodeBits(to, NODE_SEEN);
    const string = ld(edge + EDGE_STRING);
    if (string < 0 || (string & 3) != 0 || string > ld(POLICY_STRING_BYTES) - 4) return false;
    const at = HEAP + ld(POLICY_STRINGS) + string;
    const length = ld(at);
    if (length < 0 || length > ld(POLICY_STRING_BYTES) - string - 4) return false;
    const hash = hashBytes(at + 4, length);
    if (hash != ld(edge + EDGE_HASH) || childHashed(node, hash, at + 4, length) != to) return false;
    // What stands below must be known above: an unknown word stops a walk there.
    const rank = nodeBits(to) & NODE_DECISION;
    const under = (nodeBits(to) & NODE_BELOW) >> 2;
    const known = (nodeBits(node) & NODE_BELOW) >> 2;
    if (node != 0 && (rank > known || under > known)) return false;
    if ((nodeBits(node) & NODE_INNER) == 0) return false;
  }
  return used < slots && used == ld(POLICY_EDGE_COUNT) && used == nodes - 1;
}

/** The bits of a node say what its links say, and every link belongs to a node. */
function soundNodes(nodes: i32, links: i32): boolean {
  let steps: i32 = 0;
  for (let node: i32 = 0; node < nodes; node++) {
    let strictest: i32 = 0;
    let link = firstLink(node);
    while (link != 0) {
      // Chains share no link, so all of them together are no longer than the table.
      if (link < 0 || link >= links || ++steps >= links) return false;
      const decision = linkRule(link) & 3;
      if (decision > strictest) strictest = decision;
      const next = linkNext(link);
      if (next >= link) return false;
      link = next;
    }
    const bits = nodeBits(node) & ~NODE_SEEN;
    if ((bits & NODE_DECISION) != strictest || (bits & ~NODE_LOADED) != 0) return false;
    st(nodeAt(node), bits);
  }
  return steps == links - 1;
}

function soundLinks(links: i32, rules: i32): boolean {
  for (let link: i32 = 1; link < links; link++) {
    const rule = linkRule(link) >> 2;
    if (rule < 0 || rule >= rules || (linkRule(link) & 3) == 0 || linkNext(link) < 0) return false;
  }
  return true;
}
