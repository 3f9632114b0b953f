/** Codes `SBnnn` of the sandbox area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const SANDBOX_CODES = {
  SB001: 'the sandbox mode that was asked for is not among those that requirements allow; read-only is used',
  SB002: 'a path of the sandbox that is not absolute, too long, or holds a control character',
  SB003: 'a glob over paths that is too long',
  SB004: 'more paths than one sandbox may have',
  SB010: 'the sandbox does not let anything write here',
  SB011: 'a protected path below a writable root: version control and agent settings stay as they are',
  SB012: 'a path that must not be read',
  SB013: 'the sandbox has no network',
  SB014: 'a path that the permission profile does not let anything read',
  SB020: 'a path of the sandbox does not exist on this machine, so there is nothing to make writable',
  SB021: 'a list of domains needs a proxy beside this sandbox; without one there is no network at all',
  SB022: 'the target format cannot say this; what is written is stricter',
  SB023: 'the target format cannot say this, and leaving it out would allow more; nothing is written',
  SB024: 'a glob of paths that must not be read covers more files than can be listed',
} as const satisfies Record<`SB${string}`, string>;
