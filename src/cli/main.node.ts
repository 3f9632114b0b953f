#!/usr/bin/env node
/** The executable `portcullis` as it is compiled; `start.node.ts` is the one that is bundled. */
import { VERSION } from '../version.ts';
import { guardProcess, guardStreams } from './failure.node.ts';

guardProcess();
guardStreams();
const args = process.argv.slice(2);
if (args[0] === '--version' || args[0] === '-V') process.stdout.write(`${VERSION}\n`);
else await (await import('./run.node.ts')).run(args);
