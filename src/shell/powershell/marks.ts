/** How pieces of PowerShell are marked that are no variables, or more than one. */

/** The name of a piece that stands for a script block: its commands are those of a scope. */
export const BLOCK = '{…}';

/** The operator of a variable that is spread over parameters and arguments. */
export const SPLAT = '@splat';
