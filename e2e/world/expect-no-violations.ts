import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Person } from "./person.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What the person sees breaks none of the rules of accessibility that a machine can check. */
export async function expectNoViolations(person: Person, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: person.page }).withTags(TAGS).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  expect(found, where).toEqual([]);
}
