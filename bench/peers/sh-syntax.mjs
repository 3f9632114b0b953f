/** The parser of mvdan/sh, compiled from Go to WebAssembly. */
export { parse } from 'sh-syntax';
