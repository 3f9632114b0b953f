/** Floats as Codex prints them: `str` keeps up to six digits behind the point once an exponent is needed, `%f` and `%e` exactly six. */

const PRECISION = 6;

/** `str` and `%g`; the letter is that of the exponent. */
export function formatFloat(value: number, letter = 'e'): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (Math.abs(exponentOf(value)) >= PRECISION) return formatScientific(value, letter, true);
  return Number.isInteger(value) ? `${signOf(value)}${Math.abs(value)}.0` : String(value);
}

/** `%e`; trailing zeros go where `strip` is set. */
export function formatScientific(value: number, letter: string, strip: boolean): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const exponent = exponentOf(value);
  const normal = value === 0 ? 0 : Math.abs(value) / Number(`1e${exponent}`);
  const whole = Math.trunc(normal);
  const tail = Math.round((normal - whole) * 10 ** PRECISION);
  const digits = String(tail).padStart(PRECISION, '0').slice(-PRECISION);
  const shown = strip ? digits.replace(/0+$/, '') : digits;
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${signOf(value)}${whole}${shown === '' ? '' : `.${shown}`}${letter}${exponent < 0 ? '-' : '+'}${power}`;
}

/** `%f`: six digits, ties to even, as exact arithmetic gives them. */
export function formatFixed(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const { numerator, shift } = toFraction(Math.abs(value));
  const scaled = numerator * 10n ** BigInt(PRECISION);
  const rounded = shift <= 0 ? scaled << BigInt(-shift) : roundHalfEven(scaled, BigInt(shift));
  const digits = rounded.toString().padStart(PRECISION + 1, '0');
  return `${signOf(value)}${digits.slice(0, -PRECISION)}.${digits.slice(-PRECISION)}`;
}

/** `value` is `numerator / 2 ** shift`, exactly. */
function toFraction(value: number): { numerator: bigint; shift: number } {
  let shift = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  return { numerator: BigInt(scaled), shift };
}

function roundHalfEven(value: bigint, shift: bigint): bigint {
  const half = 1n << (shift - 1n);
  const rest = value & ((1n << shift) - 1n);
  const down = value >> shift;
  return rest > half || (rest === half && (down & 1n) === 1n) ? down + 1n : down;
}

function formatNonFinite(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? '+inf' : '-inf';
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}

/** The decimal exponent of the first digit; 0 for zero. */
function exponentOf(value: number): number {
  return value === 0 ? 0 : Number(value.toExponential().split('e')[1]);
}
