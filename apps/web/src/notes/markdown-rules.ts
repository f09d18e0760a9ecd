import { safeHref } from "@candor/core/notes/note-node.ts";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import type { MarkType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { type EditorState, type Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { notesSchema } from "./notes-schema.ts";
import { bareLinkRule } from "./typed-links.ts";

const { nodes, marks } = notesSchema;

/** Markdown that turns into formatting as it is typed. Backspace right after gives the signs back. */
export function markdownRules(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, ([, signs]) => ({ level: signs?.length ?? 1 })),
      checkListRule(/^(?:[-*+]\s)?\[([ xX]?)\]\s$/),
      wrappingInputRule(/^\s*[-*+]\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,9})[.)]\s$/,
        nodes.ordered_list,
        ([, start]) => ({ start: Number(start) }),
        ([, start], before) => before.childCount + Number(before.attrs.start) === Number(start),
      ),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      textblockTypeInputRule(/^```([\w+#-]*)\s$/, nodes.code_block, ([, language]) => ({ language: language || null })),
      dividerRule(/^(?:---|\*\*\*|___)$/),
      markRule(/(?:^|[^*\w])(\*\*([^\s*](?:[^*]*[^\s*])?)\*\*)$/, marks.strong),
      markRule(/(?:^|[^_\w])(__([^\s_](?:[^_]*[^\s_])?)__)$/, marks.strong),
      markRule(/(?:^|[^*\w])(\*([^\s*](?:[^*]*[^\s*])?)\*)$/, marks.em),
      markRule(/(?:^|[^_\w])(_([^\s_](?:[^_]*[^\s_])?)_)$/, marks.em),
      markRule(/(~~([^\s~](?:[^~]*[^\s~])?)~~)$/, marks.strike),
      markRule(/(`([^`]+)`)$/, marks.code),
      namedLinkRule(/\[([^[\]]+)\]\(([^\s()]+)\)$/),
      bareLinkRule,
    ],
  });
}

/** `[ ] ` starts a check-box, in a bulleted list too, whose item it then becomes. */
function checkListRule(pattern: RegExp): InputRule {
  return new InputRule(
    pattern,
    (state, [, sign], start, end) => {
      const $start = state.doc.resolve(start);
      if ($start.parent.type !== nodes.paragraph) return null;
      let after = state.apply(state.tr.delete(start, end));
      const transaction = state.tr.delete(start, end);
      const follow = (run: (state: EditorState, dispatch: (step: Transaction) => void) => boolean) => {
        const done = run(after, (step) => {
          for (const each of step.steps) transaction.step(each);
          after = after.apply(step);
        });
        return done;
      };
      if ($start.depth > 1 && $start.node(-1).type === nodes.check_item) {
        return state.tr.delete(start, end).setNodeAttribute($start.before(-1), "checked", /x/i.test(sign ?? ""));
      }
      if ($start.depth > 1 && $start.node(-1).type === nodes.list_item) follow(liftListItem(nodes.list_item));
      if (!follow(wrapInList(nodes.check_list))) return null;
      transaction.setSelection(TextSelection.create(transaction.doc, after.selection.from));
      const { $from } = transaction.selection;
      if (/x/i.test(sign ?? "")) transaction.setNodeAttribute($from.before(-1), "checked", true);
      return transaction;
    },
    { inCodeMark: false },
  );
}

function dividerRule(pattern: RegExp): InputRule {
  return new InputRule(pattern, (state, _match, start, end) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type !== nodes.paragraph || $start.parent.content.size !== end - start) return null;
    const transaction = state.tr.replaceWith($start.before(), $start.after(), [
      nodes.horizontal_rule.create(),
      nodes.paragraph.create(),
    ]);
    return transaction.setSelection(TextSelection.near(transaction.doc.resolve($start.before() + 2)));
  });
}

/** @param pattern its first group is all that is replaced, its second what stays. */
function markRule(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(
    pattern,
    (state, match, start, end) => {
      const [whole, signed, text] = match;
      if (signed === undefined || text === undefined) return null;
      const from = start + whole.length - signed.length;
      const sign = (signed.length - text.length) / 2;
      if (!state.doc.resolve(from).parent.type.allowsMarkType(type)) return null;
      const transaction = state.tr;
      // The last sign is only now being typed: `end` is where it would go. What stays keeps the marks that it has.
      transaction.delete(from + sign + text.length, end);
      transaction.delete(from, from + sign);
      transaction.addMark(from, from + text.length, type.create());
      return transaction.removeStoredMark(type);
    },
    { inCodeMark: false },
  );
}

function namedLinkRule(pattern: RegExp): InputRule {
  return new InputRule(
    pattern,
    (state, [, text, address], start, end) => {
      const href = safeHref(address);
      if (href === null || text === undefined) return null;
      const transaction = state.tr.delete(start + 1 + text.length, end).delete(start, start + 1);
      transaction.addMark(start, start + text.length, marks.link.create({ href }));
      return transaction.removeStoredMark(marks.link);
    },
    { inCodeMark: false },
  );
}
