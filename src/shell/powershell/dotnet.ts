/**
 * Types and members of .NET that an expression names: which of them only calculate.
 *
 * INVARIANT: a closed list; everything else is code that nobody has looked at, and stands among the invocations under its own spelling
 * (`[IO.File]::Delete()`, `.DownloadString()`).
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Converting to these builds a plain value. */
const VALUE_TYPES = words(
  'int int16 int32 int64 uint16 uint32 uint64 long short byte sbyte uint ulong ushort bigint float single double decimal bool boolean char string ' +
    'datetime datetimeoffset timespan guid regex version semver uri hashtable ordered array object psobject pscustomobject void xml switch ' +
    'ipaddress cultureinfo dateonly timeonly',
);

/** Attributes of parameters that only describe them. */
const ATTRIBUTES = words(
  'cmdletbinding parameter validateset validatenotnull validatenotnullorempty validaterange validatepattern validatelength validatecount ' +
    'validatescript alias outputtype allownull allowemptystring allowemptycollection supportswildcards mandatory diagnostics.codeanalysis.suppressmessage',
);

/** Types whose static members only calculate. */
const CALCULATING = words(
  'int int32 int64 long double decimal math string char bool datetime datetimeoffset timespan guid version io.path regex text.encoding ' +
    'text.regularexpressions.regex stringcomparison io.searchoption bitconverter',
);

/** Methods that change nothing, whatever they are called on. */
const CALCULATING_METHODS = words(
  'tostring toupper tolower toupperinvariant tolowerinvariant trim trimstart trimend split substring startswith endswith contains containskey ' +
    'indexof lastindexof padleft padright equals compareto gethashcode gettype tochararray addseconds addminutes addhours adddays addmonths addyears ' +
    'toshortdatestring tolongdatestring touniversaltime tolocaltime getenumerator',
);

/** Methods of collections that run the block they are given. */
const BLOCK_METHODS = words('foreach where');

function plainName(type: string): string {
  return type
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^system\./, '')
    .replace(/(?:\[,*\])+$/, '');
}

/** Whether `[type]value`, or an attribute of this name, does nothing but that. */
export function isValueType(type: string): boolean {
  const name = plainName(type);
  return VALUE_TYPES.has(name) || ATTRIBUTES.has(name);
}

export function isCalculating(type: string): boolean {
  return CALCULATING.has(plainName(type));
}

/** `isBlocks`: all arguments are script blocks, which are read where they stand. */
export function isHarmlessMethod(name: string, isBlocks: boolean): boolean {
  const folded = name.toLowerCase();
  return CALCULATING_METHODS.has(folded) || (isBlocks && BLOCK_METHODS.has(folded));
}
