/** Statements stand only where they mean something: `return` in a function, `break` in a loop, `load` at the top. */
import type { Statement } from './ast.ts';
import { syntaxFault } from './fault.ts';

interface Place {
  readonly top: boolean;
  readonly inLoop: boolean;
  readonly inFunction: boolean;
}

/** Throws at the first statement that is out of place. */
export function validate(statements: readonly Statement[]): void {
  validateBlock(statements, { top: true, inLoop: false, inFunction: false });
}

function validateBlock(statements: readonly Statement[], place: Place): void {
  for (const statement of statements) validateStatement(statement, place);
}

function validateStatement(statement: Statement, place: Place): void {
  const { span } = statement;
  switch (statement.type) {
    case 'def':
      validateBlock(statement.body, { top: false, inLoop: false, inFunction: true });
      return;
    case 'for':
      validateBlock(statement.body, { ...place, top: false, inLoop: true });
      return;
    case 'if':
      validateBlock(statement.then, { ...place, top: false });
      validateBlock(statement.otherwise, { ...place, top: false });
      return;
    case 'break':
    case 'continue':
      if (!place.inLoop) throw syntaxFault(`\`${statement.type}\` stands outside a loop`, span);
      return;
    case 'return':
      if (!place.inFunction) throw syntaxFault('`return` stands outside a function', span);
      return;
    case 'load':
      if (!place.top) throw syntaxFault('`load` may stand at the top level only', span);
      return;
    default:
      return;
  }
}
