/** Codes `RLnnn` of the rules area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const RULES_CODES = {
  RL001: 'A rules file cannot be read: the text is not of its language (Starlark). Nothing of the file is used.',
  RL002: 'A rules file uses a name that nothing defines. Names are checked before anything runs, also in code that never runs.',
  RL003: 'A rules file went wrong while it ran: a wrong type, a missing key, a call of `fail`. Nothing of the file is used.',
  RL004: 'A rules file asks for more steps, memory or depth than any honest one needs. Nothing of the file is used.',
  RL005:
    'A rule function got an argument that no rule can have: an empty pattern, an unknown decision, a host with a path. Nothing of the file is used.',
  RL006:
    'A command under `match` is not matched by the rule it stands with, so the rule is not what its author meant. Nothing of the file is used.',
  RL007:
    'A command under `not_match` is matched by the rule it stands with, so the rule is wider than its author meant. Nothing of the file is used.',
  RL008: 'A rules file or folder cannot be read. Nothing is used rather than a part.',
  RL009: 'The rules files together make more rules than any policy needs. Nothing of them is used.',
  RL010: 'A rule cannot be added to a rules file: it would allow almost anything, or the file is not fit for another line.',
  RL011: 'A rules file cannot be changed on disk: it is a link, locked, changing, or not ours to write.',
  RL012: 'Bytes given as a compiled policy are damaged. Nothing of them is used; the rules are compiled anew.',
  RL013:
    'A compiled policy was made from other rules, for another platform or by another version. It is not used; the rules are compiled anew.',
} as const satisfies Record<`RL${string}`, string>;
