const ALL = `candor: your one-on-ones from a command line, and what whoever hosts Candor needs beside the server

  candor sign-in ADDRESS     let this machine in, by a code that you type in your browser
  candor add TEXT --to NAME  put a topic into the Hopper; --agenda puts it on the next agenda
  candor agenda [NAME]       the next meeting and its topics
  candor actions [NAME]      what is open
  candor act TEXT --with NAME, candor done TEXT --with NAME   add an action, finish one
  candor people              whom you meet
  candor export --with NAME  write a page as a file; --all: all of yours; --format, --to
  candor import FILE --with NAME   bring in what you kept elsewhere, after a look at what would come
  candor mcp                 for an assistant on this machine that speaks the Model Context Protocol
  candor completions SHELL   what bash, zsh or fish reads to complete these
  candor sign-out            end the token of this machine

For whoever hosts:

  candor backup [FOLDER]     copy everything into one folder, while people write
  candor restore BACKUP      put a backup back where no server runs
  candor doctor              look for what is wrong, and say what to do
  candor user …              list people, end somebody's sign-ins, make an owner, make a setup link
  candor new-secret          let the servers of a database sign with another secret
  candor move-images         put images that lie on this disk into the store of the settings
  candor export FOLDER --with-every-page   write every page as files
  candor chat NAME           what Slack, Discord or Teams wants to be told of this server

  candor help COMMAND        more about one of them
  candor --version           which Candor this is

It exits with 0 where it is done, 1 where it is not, 2 where it was called wrongly. With --json the answer is JSON, and what
went wrong is {"error", "problem"} where errors go.

Those for hosts read the same settings as the server (CANDOR_DATA, DATABASE_URL, …); see docs/self-hosting.md.
`;

const EACH: Readonly<Record<string, string>> = {
  backup: `candor backup [FOLDER] [--with-secret] [--json]

Makes FOLDER/candor-<time>: the database as it was at one moment, and a manifest that says what is in it and how to tell
that it is whole. People go on writing meanwhile. Without FOLDER it goes to "backups" in the data folder, which is no
place for the only one: copy it to another machine.

  --with-secret   put the key that signs sessions in as well. Without it and without a copy of your own, everybody signs
                  in anew after a restore, and what their devices hold that is newer than the backup is only taken back
                  from the person who wrote it. Whoever holds the key can sign in as anybody: lock such a backup away.

With PostgreSQL (DATABASE_URL) pg_dump must be installed, in a version no older than the database's.
`,
  restore: `candor restore BACKUP [--replace] [--sign-out-everybody] [--json]

Puts a backup into the data folder, or into the database of DATABASE_URL, checks it first and refuses where a server runs
or something is there already. When the server is started again, every open page brings back by itself what it holds that
is newer than the backup.

  --replace              put it in the place of what is there; that is kept aside, and said where
  --sign-out-everybody   end every session. People who never gave an e-mail address cannot come back then
`,
  user: `candor user list | show WHO | sign-out WHO | make-owner WHO [--workspace ID] | setup-link   [--json]

WHO is an id or an e-mail address. A server may run meanwhile, and closes within seconds what sign-out ended. setup-link
makes the link by which somebody begins a workspace and owns it. No command opens a page or signs in as somebody: whoever
has lost every way in asks for a mail, or begins anew and is invited again.
`,
  chat: `candor chat slack | discord | teams

Prints, as JSON, what the chat wants to be told of this server: the manifest of the Slack app, the commands of the Discord
application, or the manifest of the Teams app, each with the addresses of CANDOR_ORIGIN. How to hand it over stands in
docs/self-hosting.md under "Topics from a chat".
`,
  "new-secret": `candor new-secret [--json]

The servers of one database sign with one secret (CANDOR_SECRET, or "secret" in the data folder), and over PostgreSQL one
with another does not start. To exchange it, stop them all, run this, and start them with the new one. Everybody signs in
anew then, calendars have to be connected again, and what devices hold that is newer than a backup is only taken back from
the person who wrote it.
`,
  "move-images": `candor move-images [--json]

Moves the images of artifacts from the data folder into the store of the S3 kind that CANDOR_S3_ENDPOINT and the rest name.
Each is read back from there before it is deleted here. The server may run meanwhile, with the same settings; it finds what
is not moved yet. What was cut off goes on with the next call.
`,
  export: `candor export --with NAME | --all [--format markdown|json|html|pdf|docx|ics] [--to FOLDER|FILE|-] [--json]

Writes a page of yours, past years included, as a file: "Sam 2026-11-26.md" where you are, or what --to says; - is standard
output. --all writes each page under the name of the other into a folder, "candor" where you don't say, over what an earlier
export put there: a folder to keep in git. JSON is without loss and can be imported again; ics has the meetings alone.

candor export FOLDER --with-every-page [--json]

For whoever hosts: writes every page and artifact as Markdown and JSON, with the images of artifacts, for a move to something
else or where a law asks for it. What two people wrote for each other alone is readable in FOLDER by whoever can open it; tell
them.
`,
  import: `candor import FILE --with NAME [--yes] [--as docx|html|markdown|csv|notion|json] [--json]
candor import --with NAME [--undo ID]

Brings in a Word or Google document, a Notion export, Markdown, a table, or a page or everything exported from Candor; - is standard
input.
The file is read on this machine, you see what it would add, and nothing is done before you say yes. What is on the page
already stays, so that the same file twice comes once. Where nobody can be asked, as in a script, it needs --yes. Without FILE it lists what came in lately; --undo takes it back.

  --dates day-first|month-first   how 03/04/2025 is meant
  --me NAME, --them NAME          a name in the file that is yours, or the other's
  --not-date HEADING              a heading that looks like a date and is none
  --column date="Meeting date"    which column of a table says what: date, text, notes, author, owner, due, done, kind
  --page NAME                     which page of an export of everything; left out: the one with the same person
  --swap                          the two of an exported page sit the other way round here
  --replace-welcome               take over its welcome and settings, too
`,
  "sign-in": `candor sign-in ADDRESS

Shows a code to type at ADDRESS/settings/device, where you see what is asked for and say yes or no. The token that comes of
it is kept in ~/.config/candor/credentials.json for you alone, holds for 90 days, and can be ended there or by sign-out.
Scripts may set CANDOR_ADDRESS and CANDOR_TOKEN instead.
`,
  add: `candor add TEXT --to NAME [--agenda] [--notes MARKDOWN] [--json]

NAME is how the other person is called on your page, or the beginning of it.
`,
  mcp: `candor mcp

Speaks the Model Context Protocol on standard input and output, and hands it on to your Candor. See docs/assistants.md.
`,
  doctor: `candor doctor [--json]

Looks at settings, disk, database, clock, mail, the store for images and backups, whether or not the server runs, and changes nothing. Each
finding says what to do. Exit code 1 means that something is wrong.
`,
};

export function help(of: string | null): string {
  return (of === null ? undefined : EACH[of]) ?? ALL;
}
