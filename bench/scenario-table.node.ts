/** Every scenario by the name that `npm run bench` knows it by, in the order they run in. */
import { benchAnalyse } from './analyse.node.ts';
import { benchBatch } from './batch.node.ts';
import { benchColdStart } from './cold-start.node.ts';
import { benchCompile } from './compile.node.ts';
import { benchCorpus } from './corpus-share.node.ts';
import { benchDecide } from './decide.ts';
import { benchFresh } from './fresh.node.ts';
import { benchHostileRules } from './hostile-rules.ts';
import { benchLookup } from './lookup.ts';
import { benchNative } from './native.node.ts';
import { benchNetwork } from './network.ts';
import { benchPeerDecisions } from './peer-decisions.node.ts';
import { benchPolicyLoad } from './policy-load.node.ts';
import { daemonResult, hookResult } from './process.node.ts';
import { benchRulesLoad } from './rules-load.ts';
import type { Scenario } from './scenario.ts';
import { benchSimd } from './simd.node.ts';
import { benchWorst } from './worst.node.ts';

export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  ['analyse', benchAnalyse],
  ['decide', benchDecide],
  ['lookup', benchLookup],
  ['hostile-rules', benchHostileRules],
  ['compile', benchCompile],
  ['native', benchNative],
  ['simd', benchSimd],
  ['corpus', benchCorpus],
  ['peers', benchPeerDecisions],
  ['batch', benchBatch],
  ['worst', benchWorst],
  ['network', benchNetwork],
  ['rules-load', benchRulesLoad],
  ['policy-load', benchPolicyLoad],
  ['cold', benchColdStart],
  ['fresh', benchFresh],
  ['hook', hookResult],
  ['daemon', daemonResult],
]);
