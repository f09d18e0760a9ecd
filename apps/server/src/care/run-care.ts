import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import { moveImages } from "../artifact/move-images.ts";
import { chatManifest } from "../chat/chat-manifests.ts";
import { loadConfig } from "../config.ts";
import { makeBackup } from "./backup/make-backup.ts";
import { restoreBackup } from "./backup/restore-backup.ts";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/finding.ts";
import { expectNewSecret } from "./expect-new-secret.ts";
import { exportPlace } from "./export/export-place.ts";
import { runUser } from "./user/run-user.ts";

export type CarePorts = {
  env: Readonly<Record<string, string | undefined>>;
  now: () => Date;
  /** takes one line for whoever runs the command */
  say: (line: string) => void;
};

/**
 * Does one command of the `candor` program.
 *
 * @returns the exit code.
 * @throws {Error} with a sentence for whoever runs it.
 */
export async function runCare(command: CareCommand, { env, now, say }: CarePorts): Promise<number> {
  switch (command.command) {
    case "backup": {
      const made = await makeBackup(loadConfig(env), command, now());
      if (command.json) say(JSON.stringify(made));
      else for (const line of made.sentences) say(line);
      return 0;
    }
    case "restore": {
      const restored = await restoreBackup(loadConfig(env), command, now());
      if (command.json) say(JSON.stringify(restored));
      else for (const line of restored.sentences) say(line);
      return 0;
    }
    case "user": {
      const { data, lines } = await runUser(loadConfig(env), command, now());
      if (command.json) say(JSON.stringify(data));
      else for (const line of lines) say(line);
      return 0;
    }
    case "new-secret": {
      say(await expectNewSecret(loadConfig(env), command.json));
      return 0;
    }
    case "export": {
      const { folder, pages, artifacts } = await exportPlace(loadConfig(env), command.to);
      if (command.json) say(JSON.stringify({ folder, pages, artifacts }));
      else
        say(
          `${pages} pages and ${artifacts} artifacts lie in ${folder}, readable by whoever can open that folder. Delete it when it has served.`,
        );
      return 0;
    }
    case "chat": {
      const { origins, chat } = loadConfig(env);
      const [origin] = origins;
      if (origin === undefined)
        throw new Error("Set CANDOR_ORIGIN first: a chat has to reach this server by its address.");
      say(JSON.stringify(chatManifest(command.platform, origin, chat.teams?.appId ?? null), null, 2));
      return 0;
    }
    case "move-images": {
      const { moved } = await moveImages(loadConfig(env));
      if (command.json) say(JSON.stringify({ moved }));
      else say(moved === 1 ? "1 image went into the store." : `${moved} images went into the store.`);
      return 0;
    }
    case "doctor": {
      const findings = await examine(env, now());
      if (command.json) say(JSON.stringify(findings));
      else for (const finding of findings) tell(finding, say);
      return findings.some(({ level }) => level === "wrong") ? 1 : 0;
    }
  }
}

const SIGNS: Readonly<Record<Finding["level"], string>> = { well: "well ", mind: "MIND ", wrong: "WRONG" };

function tell(finding: Finding, say: (line: string) => void): void {
  say(`${SIGNS[finding.level]}  ${finding.what}`);
  if (finding.level !== "well") say(`       → ${finding.todo}`);
}
