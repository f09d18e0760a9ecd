import { createTransport } from "nodemailer";

export type CalendarAnswer = {
  /** of the listener */
  port: number;
  from: string;
  to: string;
  method: "REPLY" | "COUNTER";
  /** of the one event */
  lines: readonly string[];
};

/** Answers an invitation as somebody's calendar does: by a mail to its organizer. */
export async function answerByMail({ port, from, to, method, lines }: CalendarAnswer): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  const stamp = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const event = ["BEGIN:VEVENT", `DTSTAMP:${stamp}`, ...lines, "END:VEVENT"];
  const content = ["BEGIN:VCALENDAR", "VERSION:2.0", `METHOD:${method}`, ...event, "END:VCALENDAR", ""].join("\r\n");
  try {
    await transport.sendMail({ from, to, subject: "Re: 1:1", text: "An answer.", icalEvent: { method, content } });
  } finally {
    transport.close();
  }
}
