/** The integer type that the core's source shares with AssemblyScript. */
declare type i32 = number;
