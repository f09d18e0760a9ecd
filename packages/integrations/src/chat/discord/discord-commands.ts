export const DISCORD_COMMAND = "candor";
export const DISCORD_MESSAGE_COMMAND = "Add to a 1:1";

const EVERYWHERE = {
  integration_types: [0, 1], // by a server, and by a person for themselves
  contexts: [0, 1, 2], // in servers, with us, and among people
};

/** What our application offers in Discord, as it is told once (PUT /applications/{id}/commands). */
export const DISCORD_COMMANDS = [
  {
    ...{ name: DISCORD_COMMAND, type: 1, description: "Put a topic into the Hopper of a 1:1", ...EVERYWHERE },
    options: [
      { type: 3, name: "text", description: "What it is about", required: false, max_length: 2000 },
      { type: 3, name: "person", description: "Whose page it is for", required: false, autocomplete: true },
    ],
  },
  { name: DISCORD_MESSAGE_COMMAND, type: 3, ...EVERYWHERE },
];
