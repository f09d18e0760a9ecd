import { createTransport } from "nodemailer";

type Written = { from: string; to: string; subject: string; text?: string };

/** Somebody writes a mail to a listener. @returns what it said to it: that it is taken, or why not */
export async function writeMail(port: number, mail: Written): Promise<"taken" | number | undefined> {
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  try {
    await transport.sendMail({ text: "", ...mail });
    return "taken";
  } catch (error) {
    return (error as { responseCode?: number }).responseCode;
  } finally {
    transport.close();
  }
}
