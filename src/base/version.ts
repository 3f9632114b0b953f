/** The version of this package; a test holds it equal to `package.json`, so that nothing has to read a file to know it. */
export const VERSION = '0.1.0';
