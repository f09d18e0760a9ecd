// `npm test`: installs what is missing, builds, and runs every test: units, properties and SQL by Vitest, then the
// end-to-end flows in Chromium. A skipped test counts as a failure.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { ensureSystemPackages } from "./ensure-system-packages.mjs";
import { install } from "./install.mjs";
import { node26Environment, root } from "./node-26.mjs";

install();
ensureSystemPackages();

const reports = join(root, ".build", "reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const environment = { ...node26Environment(), PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, "e2e.json") };

run("node", "scripts/build.mjs");
const units = runTests(
  "vitest",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${join(reports, "units.json")}`,
);
const flows = runTests("playwright", "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json");

const total = [unitCounts(), flowCounts()].reduce((sum, each) => ({
  passed: sum.passed + each.passed,
  failed: sum.failed + each.failed,
  skipped: sum.skipped + each.skipped,
}));
// Last of all, where whoever has but the end of a long output still reads them.
for (const title of failedUnits()) console.log(`FAILED: ${title}`);
for (const title of flowsOf("unexpected")) console.log(`FAILED: ${title}`);
// There is a second try in CI alone; see e2e/playwright.config.ts.
for (const title of flowsOf("flaky")) console.log(`NOT ON THE FIRST TRY: ${title}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(units && flows && total.passed > 0 && total.failed === 0 && total.skipped === 0 ? 0 : 1);

function run(command, ...args) {
  const result = spawnSync(command, args, { cwd: root, env: environment, stdio: "inherit" });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function runTests(command, ...args) {
  return spawnSync(command, args, { cwd: root, env: environment, stdio: "inherit" }).status === 0;
}

function unitCounts() {
  const report = readReport("units.json");
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numFailedTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function flowCounts() {
  const { stats } = readReport("e2e.json");
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

function failedUnits() {
  return readReport("units.json").testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [`${file}: ${message}`];
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}\n${failureMessages.join("\n")}`);
  });
}

function flowsOf(status) {
  return readReport("e2e.json").suites.flatMap((suite) => flowsIn(suite, status));
}

function flowsIn(suite, status) {
  const own = suite.specs.filter(({ tests }) => tests.some((test) => test.status === status));
  return [
    ...own.map(({ title }) => `${suite.file}: ${title}`),
    ...(suite.suites ?? []).flatMap((inner) => flowsIn(inner, status)),
  ];
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(reports, name), "utf8"));
  } catch (error) {
    console.error(`No test report ${name}: ${error.message}`);
    process.exit(1);
  }
}
