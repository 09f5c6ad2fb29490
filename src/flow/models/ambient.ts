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

/** Globals and members of them that do not, by path. `steady` takes a part out again. */
export const AMBIENT_PATHS: Readonly<Record<string, AmbientKind | "steady">> = {
  "Math.random": "randomness",
  "Date.now": "clock",
  performance: "clock",
  "Temporal.Now": "clock",
  process: "environment",
  "process.hrtime": "clock",
  "process.uptime": "clock",
  "process.cpuUsage": "clock",
  "process.nextTick": "scheduling",
  "process.stdout": "steady",
  "process.stderr": "steady",
  "process.emitWarning": "steady",
  "process.exitCode": "steady",
  "process.exit": "steady",
  crypto: "randomness",
  "crypto.subtle.digest": "steady",
  setTimeout: "scheduling",
  setInterval: "scheduling",
  setImmediate: "scheduling",
  clearTimeout: "scheduling",
  clearInterval: "scheduling",
  clearImmediate: "scheduling",
  requestAnimationFrame: "scheduling",
  requestIdleCallback: "scheduling",
  "Promise.race": "scheduling",
  "Promise.any": "scheduling",
  "AbortSignal.timeout": "scheduling",
  Atomics: "scheduling",
  SharedArrayBuffer: "scheduling",
  Worker: "scheduling",
  fetch: "outside-read",
  XMLHttpRequest: "outside-read",
  WebSocket: "outside-read",
  localStorage: "environment",
  sessionStorage: "environment",
  navigator: "environment",
  location: "environment",
  window: "environment",
  document: "environment",
  Deno: "environment",
  Bun: "environment",
  __dirname: "environment",
  __filename: "environment",
  "Intl.supportedValuesOf": "environment",
  WeakRef: "garbage-collection",
  FinalizationRegistry: "garbage-collection",
  "node:fs": "outside-read",
  "node:fs/promises": "outside-read",
  "node:child_process": "outside-read",
  "node:http": "outside-read",
  "node:https": "outside-read",
  "node:http2": "outside-read",
  "node:net": "outside-read",
  "node:dns": "outside-read",
  "node:readline": "outside-read",
  "node:readline/promises": "outside-read",
  "node:sqlite": "outside-read",
  "node:worker_threads": "scheduling",
  "node:cluster": "scheduling",
  "node:timers": "scheduling",
  "node:timers/promises": "scheduling",
  "node:os": "environment",
  "node:process": "environment",
  "node:perf_hooks": "clock",
  "node:crypto": "randomness",
  "node:crypto.createHash": "steady",
  "node:crypto.createHmac": "steady",
  "node:crypto.hash": "steady",
  "node:crypto.timingSafeEqual": "steady",
  "node:path": "steady",
  "node:url": "steady",
  "node:util": "steady",
  "node:assert": "steady",
  "node:assert/strict": "steady",
  "node:buffer": "steady",
  "node:events": "steady",
  "node:querystring": "steady",
  "node:string_decoder": "steady",
  "node:zlib": "steady",
  json: "steady",
  mathjs: "steady",
  "mathjs.random": "randomness",
  "mathjs.randomInt": "randomness",
  "mathjs.pickRandom": "randomness",
  danfojs: "steady",
  "danfojs-node": "steady",
  zod: "steady",
  lodash: "steady",
  "lodash.now": "clock",
  "lodash.random": "randomness",
  "lodash.sample": "randomness",
  "lodash.sampleSize": "randomness",
  "lodash.shuffle": "randomness",
  "lodash.uniqueId": "state",
  "lodash.debounce": "scheduling",
  "lodash.throttle": "scheduling",
  "lodash.delay": "scheduling",
  "lodash.defer": "scheduling",
  "decimal.js": "steady",
  "bignumber.js": "steady",
  "simple-statistics": "steady",
  "simple-statistics.sample": "randomness",
  "simple-statistics.shuffle": "randomness",
  uuid: "randomness",
  nanoid: "randomness",
};

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
export const LOCALE_METHODS: Readonly<Record<string, { readonly locale: number; readonly zone: boolean }>> = {
  toLocaleString: { locale: 0, zone: false },
  toLocaleDateString: { locale: 0, zone: true },
  toLocaleTimeString: { locale: 0, zone: true },
  toLocaleUpperCase: { locale: 0, zone: false },
  toLocaleLowerCase: { locale: 0, zone: false },
  localeCompare: { locale: 1, zone: false },
};

/** Methods that change what they are called on. */
export const CHANGING_METHODS: ReadonlySet<string> = new Set(
  words([
    "push pop shift unshift splice sort reverse fill copyWithin set add delete clear next",
    "setTime setHours setMinutes setDate setMonth setFullYear setInt8 setUint8 setInt16 setUint16 setInt32 setUint32",
    "setFloat32 setFloat64 setUTCFullYear setUTCMonth setUTCDate setUTCHours",
  ]),
);
