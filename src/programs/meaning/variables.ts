/** What setting one environment variable means: the change itself, and what its value will run, read or contact. */
import type { Word } from '../../shell/index.ts';
import type { EnvironmentEffect } from '../effect.ts';
import { dangerOf, isHarmlessValue, type VariableValue } from '../environment.ts';
import { noteRun, type Reading } from '../reading.ts';
import { dropPrefix, knownPrefix } from '../word.ts';
import { noteNetwork } from './network.ts';
import { notePath } from './paths.ts';
import { expandedText, noteText } from './runs.ts';

/** A variable set, exported or unset; `name` is null where it is not known. */
export function noteVariable(
  reading: Reading,
  name: string | null,
  value: Word | null,
  scope: EnvironmentEffect['scope'],
  action: EnvironmentEffect['action'],
  row: string,
): void {
  // Many a script calls its own variable so; make takes it from the environment.
  const isOwn = scope === 'shell' && action === 'set' && (name === 'RM' || name === 'INSTALL');
  const listed = name === null || isOwn ? null : dangerOf(name, reading.zsh);
  const isHarmless = listed !== null && name !== null && value?.value != null && isHarmlessValue(name, listed, value.value);
  const danger = isHarmless ? null : listed;
  const span = (value ?? reading.words[0])?.span ?? { start: 0, end: 0 };
  const certainty = name === null || (danger !== null && value !== null && value.value === null) ? 'unknown' : 'literal';
  reading.effects.push({
    type: 'environment',
    name,
    value,
    scope,
    action,
    class: danger === null || danger.value === 'output' ? null : danger.class,
    certainty,
    span,
    row,
  });
  if (danger !== null && value !== null && action !== 'unset') VALUES[danger.value](reading, value, `variable ${name}`);
}

/** By what the table says the value is. */
const VALUES: Readonly<Record<VariableValue, (reading: Reading, value: Word, row: string) => void>> = {
  script: noteScript,
  program: (reading, program, row) => {
    if (program.value !== '') noteRun(reading, { type: 'program', program }, program, program.value !== null, row);
  },
  url: (reading, value, row) => {
    const prefix = knownPrefix(value);
    if (/^(?:off|none|direct)?$/.test(prefix) && value.value !== null) return;
    noteNetwork(reading, value, prefix.includes('://') ? 'url' : 'host', 'proxy', row);
  },
  file: (reading, value, row) => notePath(reading, 'read', 'path', value, row),
  prompt: (reading, value, row) => {
    if (value.value === null || /[$`]/.test(value.value)) noteText(reading, expandedText(value), 'bash', row);
  },
  lessopen: (reading, value, row) => {
    const prefix = knownPrefix(value);
    const skipped = /^\|{0,2}-?/.exec(prefix)?.[0].length ?? 0;
    noteText(reading, dropPrefix(value, skipped), 'sh', row);
  },
  output: (reading, value, row) => notePath(reading, 'write', 'path', value, row),
  other: () => {},
};

/** A function exported through the environment has its body behind `() `. */
function noteScript(reading: Reading, value: Word, row: string): void {
  const prefix = knownPrefix(value);
  if (prefix.startsWith('() ')) noteText(reading, dropPrefix(value, 3), 'bash', row);
  else noteText(reading, value, 'sh', row);
}
