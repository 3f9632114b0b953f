/** Whole decisions of other programs about the same commands, under 1,000 rules where they take rules. */

import { LONG_WARM_UP } from './block.ts';
import { engineWith } from './decide.ts';
import { CLASSES, rulesOf, textsOf } from './fixtures.ts';
import { type Decide, loadPeer } from './peer.node.ts';
import { type Contender, compete, type Effort, over, overLater, type Result, type Row, ratiosTo } from './scenario.ts';

const RULES = 1_000;
/** Peers take seconds for all texts of a class, and all have to be asked about all: the figures are compared with those of others. */
const MOST_ROUNDS = 7;
/** A quick run asks about so many. */
const FEW = 8;
const GEMINI_NOTE = 'stops at the first rule that matches, one regular expression a rule; no effects, no reasons';
const SAFETY_NET_NOTE = 'does more than decide: looks at paths and reads its configuration for every command; takes no rules of ours';

/** Every alternative of our rules as a prefix of its own. */
function prefixes(): { prefix: string; decision: string }[] {
  return rulesOf(RULES).map(({ pattern, decision }) => ({
    prefix: pattern.map((token) => (typeof token === 'string' ? token : (token[0] ?? ''))).join(' '),
    decision,
  }));
}

interface Peers {
  readonly gemini: ((command: string) => Promise<unknown>) | null;
  readonly safetyNet: Decide | null;
  readonly skipped: readonly string[];
}

async function loadPeers(root: string): Promise<Peers> {
  const gemini = await loadPeer(root, 'gemini.mjs');
  const safetyNet = await loadPeer(root, 'safety-net.mjs');
  return {
    gemini: typeof gemini === 'string' ? null : await gemini.geminiCheck(prefixes()),
    safetyNet: typeof safetyNet === 'string' ? null : safetyNet.safetyNetCheck('/tmp'),
    skipped: [gemini, safetyNet].filter((each) => typeof each === 'string'),
  };
}

export async function benchPeerDecisions({ root, timing, isQuick }: Effort): Promise<Result> {
  const { gemini, safetyNet, skipped } = await loadPeers(root);
  const engine = engineWith(RULES);
  const rows: Row[] = [];
  const few = { rounds: Math.min(timing.rounds, MOST_ROUNDS), roundMs: timing.roundMs, warmUpMs: timing.roundMs * LONG_WARM_UP };
  for (const name of CLASSES) {
    const texts = isQuick ? textsOf(name).slice(0, FEW) : textsOf(name);
    const contenders: Contender[] = [
      { name: 'decide', run: over(texts, (text) => engine.decide(text)) },
      { name: 'evaluate', run: over(texts, (text) => engine.evaluate({ command: text })), note: 'effects, facts and reasons included' },
    ];
    if (gemini) contenders.push({ name: 'gemini-cli', run: overLater(texts, gemini), note: GEMINI_NOTE });
    if (safetyNet) contenders.push({ name: 'cc-safety-net', run: over(texts, safetyNet), note: SAFETY_NET_NOTE });
    rows.push(...(await compete(name, texts.length, contenders, few)));
  }
  const measures = {
    ...ratiosTo(rows, 'decide'),
    ...ratiosTo(
      rows.filter(({ name }) => name !== 'decide'),
      'evaluate',
    ),
  };
  return { rows, measures, skipped };
}
