/** Writes docs/CATALOG.md from the catalogs of invariants and seeded faults. Usage: npm run catalog */
import { writeFileSync } from "node:fs";
import { catalog } from "../dist/invariants/catalog.js";
import { faults } from "../dist/src/faults/catalog.js";
import { catalogPage } from "../dist/src/report/catalog-page.js";

writeFileSync(new URL("../docs/CATALOG.md", import.meta.url), catalogPage(catalog, faults));
console.log(`docs/CATALOG.md: ${catalog.length} invariants, ${faults.length} seeded faults`);
