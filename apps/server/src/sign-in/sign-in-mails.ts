import { sayCode } from "./mail-code.ts";
import { PROOF_MINUTES } from "./mail-proof.ts";

type MailText = { subject: string; text: string };

/** @param link what stands behind # never leaves the browser, so the secret is in nobody's log. */
export function signInMail({ link, code, place }: { link: string; code: string; place: string }): MailText {
  return {
    subject: `Sign in to Candor: ${sayCode(code)}`,
    text: lines(
      `Somebody, most likely you, wants to sign in to Candor at ${place}.`,
      "In the browser where you asked, open this link:",
      link,
      "or type this code there:",
      `    ${sayCode(code)}`,
      `Both are good for ${PROOF_MINUTES} minutes and once, in that browser alone. Nobody of Candor ever asks for the code: give it to no one.`,
      "If you did not ask, you need do nothing.",
    ),
  };
}

export function oldEmailMail({ code, place, newEmail }: { code: string; place: string; newEmail: string }): MailText {
  return {
    subject: `Candor: change your e-mail address? ${sayCode(code)}`,
    text: lines(
      `Somebody signed in as you at ${place} wants to use ${newEmail} instead of this address.`,
      "If that is you, type this code in Candor, with the one that was sent to the new address:",
      `    ${sayCode(code)}`,
      `It is good for ${PROOF_MINUTES} minutes.`,
      "If it is not you, give the code to no one: without it nothing changes. Then end your other sessions in Candor under Settings, Account.",
    ),
  };
}

export function newEmailMail({ code, place }: { code: string; place: string }): MailText {
  return {
    subject: `Candor: confirm this address: ${sayCode(code)}`,
    text: lines(
      `Somebody, most likely you, wants to sign in to Candor at ${place} with this address.`,
      "If that is you, type this code in Candor:",
      `    ${sayCode(code)}`,
      `It is good for ${PROOF_MINUTES} minutes. If it is not you, you need do nothing.`,
    ),
  };
}

export function emailChangedMail({ place, newEmail }: { place: string; newEmail: string }): MailText {
  return {
    subject: "Candor: your e-mail address was changed",
    text: lines(
      `From now on you sign in to Candor at ${place} with ${newEmail}.`,
      "This address is not used any more. If that was not you, tell whoever runs this place at once.",
    ),
  };
}

function lines(...paragraphs: string[]): string {
  return `${paragraphs.join("\n\n")}\n`;
}
