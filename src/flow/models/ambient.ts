import type { RunFaultKind } from "../../model/trace.ts";

/**
 * What of the language, of Node.js and of libraries answers differently when it is asked twice, by path:
 * `Math.random`, `node:crypto.randomUUID`. A path has the kind of its longest beginning that is listed.
 */
export type AmbientKind = RunFaultKind;

const words = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(" "));

/** Globals that answer the same for the same. */
export const STEADY_GLOBALS: ReadonlySet<string> = new Set(
  words([
    "Math Number JSON Object Array String Boolean Symbol Map Set WeakMap WeakSet Promise RegExp BigInt Date Intl",
    "Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError DOMException",
    "ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array",
    "Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Iterator Reflect Proxy",
    "isNaN isFinite parseInt parseFloat NaN Infinity undefined structuredClone console globalThis arguments",
    "encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape URL URLSearchParams",
    "TextEncoder TextDecoder Buffer AbortController AbortSignal Event EventTarget queueMicrotask btoa atob",
    "module exports require",
  ]),
);

/** Globals and libraries, and members of them, by what asking them comes down to; `steady` takes a part out again. */
const PATHS_BY_KIND: readonly (readonly [AmbientKind | "steady", string])[] = [
  ["randomness", "Math.random crypto node:crypto mathjs.random mathjs.randomInt mathjs.pickRandom lodash.random"],
  ["randomness", "lodash.sample lodash.sampleSize lodash.shuffle simple-statistics.sample"],
  ["randomness", "simple-statistics.shuffle uuid nanoid"],
  ["clock", "Date.now performance Temporal.Now process.hrtime process.uptime process.cpuUsage node:perf_hooks"],
  ["clock", "lodash.now"],
  ["environment", "process localStorage sessionStorage navigator location window document Deno Bun __dirname"],
  ["environment", "__filename Intl.supportedValuesOf node:os node:process"],
  ["scheduling", "process.nextTick setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate"],
  ["scheduling", "requestAnimationFrame requestIdleCallback Promise.race Promise.any AbortSignal.timeout Atomics"],
  ["scheduling", "SharedArrayBuffer Worker node:worker_threads node:cluster node:timers node:timers/promises"],
  ["scheduling", "lodash.debounce lodash.throttle lodash.delay lodash.defer"],
  ["steady", "process.stdout process.stderr process.emitWarning process.exitCode process.exit"],
  ["steady", "crypto.subtle.digest node:crypto.createHash node:crypto.createHmac node:crypto.hash"],
  ["steady", "node:crypto.timingSafeEqual node:path node:url node:util node:assert node:assert/strict"],
  ["steady", "node:buffer node:events node:querystring node:string_decoder node:zlib json mathjs danfojs"],
  ["steady", "danfojs-node zod lodash decimal.js bignumber.js simple-statistics"],
  ["outside-read", "fetch XMLHttpRequest WebSocket node:fs node:fs/promises node:child_process node:http node:https"],
  ["outside-read", "node:http2 node:net node:dns node:readline node:readline/promises node:sqlite"],
  ["garbage-collection", "WeakRef FinalizationRegistry"],
  ["state", "lodash.uniqueId"],
];

export const AMBIENT_PATHS: ReadonlyMap<string, AmbientKind | "steady"> = new Map(
  PATHS_BY_KIND.flatMap(([kind, paths]) => paths.split(" ").map((path) => [path, kind] as const)),
);

/** Methods of the language's own objects, whatever they are called on. */
export const STEADY_METHODS: ReadonlySet<string> = new Set(
  words([
    "at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes",
    "indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed",
    "toSorted toSpliced unshift values with subarray set get has add delete clear forEach size",
    "union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom",
    "charAt charCodeAt codePointAt endsWith match matchAll normalize padEnd padStart repeat replace replaceAll search",
    "split startsWith substring substr toLowerCase toUpperCase trim trimEnd trimStart toString valueOf isWellFormed",
    "toFixed toExponential toPrecision test exec then catch finally next return throw take drop toArray",
    "call apply bind hasOwnProperty isPrototypeOf propertyIsEnumerable getTime toISOString toJSON toUTCString toGMTString",
    "getUTCFullYear getUTCMonth getUTCDate getUTCDay getUTCHours getUTCMinutes getUTCSeconds getUTCMilliseconds",
    "setTime setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds setUTCMilliseconds",
    "getSeconds getMilliseconds setSeconds setMilliseconds getInt8 getUint8 getInt16 getUint16 getInt32 getUint32",
    "getFloat32 getFloat64 getBigInt64 getBigUint64 setInt8 setUint8 setInt16 setUint16 setInt32 setUint32 setFloat32",
    "setFloat64 setBigInt64 setBigUint64 resize transfer encode decode throwIfAborted abort addEventListener",
    "removeEventListener dispatchEvent format formatToParts compare resolvedOptions toLocaleString",
    "toLocaleDateString toLocaleTimeString toLocaleUpperCase toLocaleLowerCase localeCompare",
  ]),
);

/** Methods that go by the time zone of the machine. */
export const TIME_ZONE_METHODS: ReadonlySet<string> = new Set(
  words([
    "getHours getMinutes getDate getDay getMonth getFullYear getYear getTimezoneOffset setHours setMinutes setDate",
    "setMonth setFullYear setYear toDateString toTimeString",
  ]),
);

/** Methods that go by a locale, with the place of the argument that fixes it; `zone` where a time zone must be fixed too. */
export const LOCALE_METHODS: ReadonlyMap<string, { readonly locale: number; readonly zone: boolean }> = new Map(
  [
    ["toLocaleString", 0, false],
    ["toLocaleDateString", 0, true],
    ["toLocaleTimeString", 0, true],
    ["toLocaleUpperCase", 0, false],
    ["toLocaleLowerCase", 0, false],
    ["localeCompare", 1, false],
  ].map(([name, locale, zone]) => [name as string, { locale: locale as number, zone: zone as boolean }]),
);

/** Methods that change what they are called on. */
export const CHANGING_METHODS: ReadonlySet<string> = new Set(
  words([
    "push pop shift unshift splice sort reverse fill copyWithin set add delete clear next",
    "setTime setHours setMinutes setDate setMonth setFullYear setInt8 setUint8 setInt16 setUint16 setInt32 setUint32",
    "setFloat32 setFloat64 setUTCFullYear setUTCMonth setUTCDate setUTCHours",
  ]),
);
