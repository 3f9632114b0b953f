/** Codes `CFnnn` of the config area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const CONFIG_CODES = {
  // Reading a policy file.
  CF001: 'A policy file is larger than any policy needs to be; it is refused before it is read.',
  CF002: 'A policy file is not UTF-8. Its bytes are never guessed, so nothing of it is used.',
  CF003: 'A policy file is not valid TOML.',
  CF004: 'Two independent TOML readers understand a file differently. Such a file must not decide anything and is refused.',
  CF005: 'A key such as `__proto__` or `constructor`, which reaches into every object of programs that are not careful, is refused.',
  CF006: 'A TOML file nests tables and lists deeper than any policy does.',
  CF007: 'A whole number does not fit into 64 bits.',
  // What a schema says about a value.
  CF010: 'A value has the wrong type: a list where a string is expected, and so on.',
  CF011: 'A value is not one of the closed list of values that this key takes.',
  CF012: 'A table lacks a key that it must have.',
  CF013: 'A key is not known and is ignored, by Codex as well. It is often a misspelling, and then a requirement is not in force.',
  CF014: 'A value has the right type but is not acceptable: empty, blank, out of range or not of the form that is expected.',
  CF015: 'A file has more faults than are listed.',
  // `[rules] prefix_rules` of requirements.
  CF020:
    'Codex ignores `subtokens` and reads the rule as if they were not there, so it applies to more commands. Portcullis (profile `strict`) reads ' +
    'them as written: the arguments contain these words in this order.',
} as const satisfies Record<`CF${string}`, string>;
