import { expect, test } from "vitest";
import { siteOf } from "./link-site.ts";
import { google } from "./provider/google.ts";

const ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345";
const asked = (address: string) => google.question(new URL(address))?.address ?? null;

test.each([
  `https://docs.google.com/document/d/${ID}/edit?tab=t.0#heading=h.2`,
  `https://docs.google.com/document/u/1/d/${ID}/edit`,
  `https://docs.google.com/a/acme.example/spreadsheets/d/${ID}/edit#gid=0`,
  `https://docs.google.com/presentation/d/${ID}`,
  `https://drive.google.com/file/d/${ID}/view?usp=sharing`,
  `https://drive.google.com/drive/folders/${ID}`,
  `https://drive.google.com/drive/u/0/folders/${ID}`,
  `https://drive.google.com/open?id=${ID}`,
])("of a Google document the Drive is asked, and nobody without a permission: %s", (address) => {
  expect(asked(address)).toBe(
    `https://www.googleapis.com/drive/v3/files/${ID}?fields=name,trashed&supportsAllDrives=true`,
  );
  expect(siteOf(new URL(address), [])?.provider).toBe("google");
  expect(google.answersAnybody).toBe(false);
});

test.each([
  "https://docs.google.com/",
  "https://docs.google.com/forms/d/e/1FAIpQLSdPublishedFormIdOfSome/viewform",
  "https://docs.google.com/document/d/short/edit",
  `https://docs.google.com/document/d/${ID}%2f..%2fabout/edit`,
  `https://drive.google.com/open?id=${ID}%2fpermissions`,
  "https://drive.google.com/drive/my-drive",
])("what is no document is not asked for: %s", (address) => expect(asked(address)).toBeNull());
