/**
 * The version of this package; a test holds it equal to `package.json`, so that nothing has to read a file to know it. It stands beside
 * the modules, so that `--version` loads none of them.
 */
export const VERSION = '0.1.0';
