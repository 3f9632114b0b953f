/** Codes `PRnnn` of the programs area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const PROGRAMS_CODES = {
  PR001: 'an option that the table of this wrapper does not know: what it starts could be another word than the one that was read',
  PR002: 'a script handed to a program is longer than what is looked through',
  PR003: 'a subcommand that is not known until it runs',
  PR004: 'text in the language of the program that could not be read to its end',
} as const satisfies Record<`PR${string}`, string>;
