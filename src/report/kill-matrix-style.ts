/** The look of the kill matrix; fonts are the reader's own, so that nothing is loaded. */
export const KILL_MATRIX_STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6675; --line: #d9dee5; --paper: #ffffff; --panel: #f5f7f9;
  --killed: #1a7f4b; --also: #8a97a6; --survived: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa7b6; --line: #323b47; --paper: #12161c;
  --panel: #1a2028; --killed: #5ecb92; --also: #75828f; --survived: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
main { padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
p, ul { max-width: 60rem; }
.complaints { border-left: 3px solid var(--survived); padding-left: 1.5rem; }
.scroll { overflow: auto; max-height: 85vh; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: separate; border-spacing: 0; }
th, td { border-bottom: 1px solid var(--line); padding: .15rem .3rem; text-align: center; font-weight: 400; }
thead th { position: sticky; top: 0; background: var(--panel); vertical-align: bottom; z-index: 1; }
thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
tbody th, thead th:first-child { position: sticky; left: 0; background: var(--panel); text-align: left;
  white-space: nowrap; z-index: 1; }
thead th:first-child { z-index: 2; }
.first { border-left: 2px solid var(--line); }
.killed { color: var(--killed); }
.also { color: var(--also); }
.survived { color: var(--paper); background: var(--survived); font-weight: 700; }
tbody tr:hover td { background: var(--panel); }
tbody tr:hover td.survived { background: var(--survived); }
dl { max-width: 60rem; }
dt { font-weight: 600; margin-top: .6rem; }
dd { margin: 0; color: var(--soft); }
footer { color: var(--soft); margin-top: 2rem; }
`;
