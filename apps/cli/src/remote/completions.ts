import { REMOTE_FLAGS } from "./parse-remote.ts";

const FOR_HOSTS = ["backup", "restore", "doctor", "user", "new-secret", "move-images", "chat", "help"];

/** What a shell reads to complete `candor` and its commands. */
export function completions(shell: "bash" | "zsh" | "fish"): string {
  const commands = [...Object.keys(REMOTE_FLAGS), ...FOR_HOSTS].join(" ");
  const each = Object.entries(REMOTE_FLAGS).filter(([, flags]) => flags.length > 0);
  if (shell === "fish") {
    const lines = each.flatMap(([name, flags]) =>
      flags.map((flag) => `complete -c candor -n "__fish_seen_subcommand_from ${name}" -l ${flag}`),
    );
    return [`complete -c candor -f -n __fish_use_subcommand -a "${commands}"`, ...lines, ""].join("\n");
  }
  const cases = each.map(([name, flags]) => `    ${name}) words="${flags.map((flag) => `--${flag}`).join(" ")}" ;;`);
  return `${shell === "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : ""}_candor() {
  local words="${commands}"
  if [ "$COMP_CWORD" -gt 1 ]; then case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    *) words="--json" ;;
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _candor candor
`;
}
