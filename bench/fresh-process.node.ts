/**
 * One contender in a process of its own: how long its first calls take, and what the process holds in memory then.
 *
 * `node fresh-process.node.js ROOT CONTENDER [RULES]` prints one line of JSON. Modules of the others are never loaded.
 */
import { rulesOf, textsOf } from './fixtures.ts';
import { CALL_STEPS, type FreshFigures } from './fresh.node.ts';

type Call = (text: string) => unknown;

async function contender(root: string, name: string, rules: number): Promise<Call | string> {
  if (name === 'node, empty') return () => null;
  if (name.startsWith('decide') || name.startsWith('evaluate')) return ownCall(name, rules);
  if (name === 'unbash') return (await import('unbash')).parse;
  const { loadPeer, loadTreeSitter } = await import('./peer.node.ts');
  if (name === 'tree-sitter and walk') return (await loadTreeSitter(root)).walk;
  if (name === 'gemini-cli') {
    const gemini = await loadPeer(root, 'gemini.mjs');
    if (typeof gemini === 'string') return gemini;
    return gemini.geminiCheck(rulesOf(rules).map(({ pattern, decision }) => ({ prefix: pattern.flat().join(' '), decision })));
  }
  const safetyNet = await loadPeer(root, 'safety-net.mjs');
  return typeof safetyNet === 'string' ? safetyNet : safetyNet.safetyNetCheck('/tmp');
}

async function ownCall(name: string, rules: number): Promise<Call> {
  const { createEngine, parsePolicy } = await import('../src/engine/index.ts');
  const { value } = parsePolicy(rulesOf(rules));
  if (value === null) throw new Error('the rules of the bench are broken');
  const build = name.includes('JavaScript') ? 'js' : 'wasm';
  const engine = createEngine(value, { seed: 1, build, defaults: { shell: 'bash' } });
  return name.startsWith('decide') ? (text) => engine.decide(text) : (text) => engine.evaluate({ command: text });
}

async function callTimes(call: Call): Promise<number[][]> {
  const texts = textsOf('mid');
  const steps: number[][] = [];
  let done = 0;
  for (const bound of CALL_STEPS.keys()) {
    const times: number[] = [];
    for (; done < bound; done++) {
      const text = texts[done % texts.length] ?? '';
      const start = performance.now();
      const answer = call(text);
      if (answer instanceof Promise) await answer;
      times.push((performance.now() - start) * 1e6);
    }
    steps.push(times);
  }
  return steps;
}

async function main([root = '', name = '', rules = '']: readonly string[]): Promise<void> {
  const call = await contender(root, name, Number(rules));
  if (typeof call === 'string') {
    console.log(JSON.stringify(call));
    return;
  }
  const calls = await callTimes(call);
  globalThis.gc?.();
  const figures: FreshFigures = { calls, residentBytes: process.memoryUsage.rss() };
  console.log(JSON.stringify(figures));
}

await main(process.argv.slice(2));
