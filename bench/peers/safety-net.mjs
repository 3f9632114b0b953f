/** cc-safety-net's own check of a command. */
import { checkCommand } from 'cc-safety-net/api';

export function safetyNetCheck(cwd) {
  return (command) => checkCommand({ command, cwd });
}
