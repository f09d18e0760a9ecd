/** Where chats hand over what people write to us there, each under its name. */
export const CHAT_PATH = "/api/chat";
