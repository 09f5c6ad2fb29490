/** The look of our pages: the reader's own fonts, light and dark by the reader's setting, plain on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #4f5b69; --line: #d3d9e0; --paper: #ffffff; --panel: #f5f7f9;
  --pass: #146c3f; --fail: #b3261e; --unproven: #7d5200; --skipped: #4f5b69; --accent: #1f5fa8; --focus: #1f5fa8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a7b2c0; --line: #343d49; --paper: #12161c;
  --panel: #1a2028; --pass: #62d09a; --fail: #ff9188; --unproven: #e6b65a; --skipped: #a7b2c0; --accent: #8ab8f0;
  --focus: #8ab8f0; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
main.broad { max-width: none; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .6rem; padding-top: .9rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.02rem; margin: 1.4rem 0 .35rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; max-width: 60rem; }
ul { margin: .4rem 0; padding-left: 1.2rem; max-width: 60rem; }
li { overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: .5rem; top: .5rem; padding: .4rem .8rem; background: var(--paper); z-index: 2; }
.soft { color: var(--soft); }
.verdict { border: 1px solid var(--line); border-left-width: 8px; border-radius: 6px; padding: .9rem 1.1rem;
  background: var(--panel); }
.verdict.pass { border-left-color: var(--pass); }
.verdict.fail, .verdict.harness-invalid { border-left-color: var(--fail); }
.verdict.unproven { border-left-color: var(--unproven); }
.counts { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; margin: .6rem 0 0; padding: 0; list-style: none; }
.counts strong { font-variant-numeric: tabular-nums; }
.badge { font-weight: 600; white-space: nowrap; }
.badge.pass { color: var(--pass); }
.badge.fail, .badge.harness-invalid { color: var(--fail); }
.badge.unproven { color: var(--unproven); }
.badge.skipped { color: var(--skipped); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; padding: 0; margin: .9rem 0 0; list-style: none; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
caption span { position: sticky; left: 0; display: inline-block; max-width: min(60rem, calc(100vw - 3rem)); }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line);
  font-weight: 400; }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.whole { white-space: nowrap; }
.place { min-width: 7.5rem; overflow-wrap: anywhere; }
td.words { min-width: 16rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font-family: ui-monospace, monospace; font-size: .88em; }
code { overflow-wrap: anywhere; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; margin: 0;
  width: max-content; min-width: 100%; line-height: 1.4; }
details { margin: .3rem 0; }
summary { cursor: pointer; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
footer { color: var(--soft); font-size: .9rem; margin-top: 2.5rem; }
@media (max-width: 40rem) { main { padding: 1rem .8rem 2rem; } h1 { font-size: 1.35rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #333; --line: #bbb; --paper: #fff; --panel: #fff;
    --pass: #0b5a31; --fail: #8f1610; --unproven: #5e3e00; --skipped: #333; --accent: #000; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } .skip, nav { display: none; }
  table { font-size: 8pt; } th, td { padding-right: .4rem; overflow-wrap: anywhere; } .whole { white-space: nowrap; }
.place { min-width: 7.5rem; overflow-wrap: anywhere; }
td.words { min-width: 9rem; }
  .place { min-width: 5.5rem; } td.number { white-space: normal; min-width: 3.2rem; }
  .scroll { overflow: visible; } pre { white-space: pre-wrap; width: auto; }
  figure, tr, .verdict { break-inside: avoid; } h2, h3, caption { break-after: avoid; } thead { display: table-header-group; } }
`;
