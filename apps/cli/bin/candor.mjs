#!/usr/bin/env node
// Found by `npx candor` in the repository; what it does stands in scripts/candor.mjs.
import "../../../scripts/candor.mjs";
