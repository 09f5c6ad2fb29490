/** The look of a comparison; fonts are the reader's own, so that nothing is loaded. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6675; --line: #d9dee5; --paper: #ffffff; --panel: #f5f7f9;
  --good: #1a7f4b; --warning: #96650a; --failure: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa7b6; --line: #323b47; --paper: #12161c;
  --panel: #1a2028; --good: #5ecb92; --warning: #e2b04a; --failure: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .75rem; }
h2 { font-size: 1rem; margin: 0 0 .35rem; }
dl { margin: 0 0 1.5rem; }
dl div { display: flex; gap: .75rem; }
dt { flex: 0 0 5rem; color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.signs { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; margin-bottom: 1.5rem; }
.signs section { background: var(--panel); border: 1px solid var(--line); border-top: 3px solid var(--line);
  border-radius: 6px; padding: .75rem 1rem; }
.signs .good { border-top-color: var(--good); }
.signs .warning { border-top-color: var(--warning); }
.signs .failure { border-top-color: var(--failure); }
.signs ul { margin: 0; padding-left: 1.1rem; }
.signs .none { list-style: none; margin-left: -1.1rem; color: var(--soft); }
.scroll { overflow-x: auto; margin-bottom: 1.75rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; overflow-x: auto; }
footer { color: var(--soft); font-size: .85rem; }
`;
