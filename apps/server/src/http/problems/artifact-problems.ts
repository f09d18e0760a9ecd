import type { ProblemTable } from "./problem-table.ts";

/** Artifacts, their images, and what is said of them before everybody. */
export const ARTIFACT_PROBLEMS = {
  no_image: {
    status: 400,
    title: "That is no image that can be shown here. PNG, JPEG, GIF and WebP can.",
  },
  too_many_artifacts: { status: 409, title: "You have begun as many artifacts as one person can." },
  file_too_long: {
    status: 409,
    title: "This is too long, or has too many images, for a file of this kind. Take it along as Markdown or HTML.",
  },
  too_many_links: {
    status: 409,
    title: "This artifact has as many links as it can have. Close one that nobody needs any more.",
  },
  not_published: {
    status: 409,
    title: "Only what your whole workspace may read, and what came out of pages with both agreeing, is announced.",
  },
  too_many_items: {
    status: 409,
    title: "As much is planned or waits as can. Hold one, or take something down, first.",
  },
  few_people: {
    status: 409,
    title: "Fewer than three people raised this theme. Before everybody its count would say who, so it was not put up.",
  },
  held_already: { status: 409, title: "This all-hands was held, so nothing of it is changed any more." },
  no_receiver: { status: 409, title: "One of these channels is not there any more. Look at them once more." },
  too_long_for: { status: 409, title: "It is too long for one of these channels. Nothing was sent." },
  too_many_announcements: {
    status: 409,
    title: "You have announced as much today as one person can. Nothing was sent.",
  },
  too_many_channels: { status: 409, title: "There are as many channels as there can be. Take one away first." },
  no_mail: { status: 409, title: "This server sends no mail: whoever runs it has not set it up." },
  no_webhook: {
    status: 400,
    title: "That is no address of such a webhook. Copy it whole from the chat’s own settings; it begins with https://.",
  },
  too_many_images_of_yours: {
    status: 409,
    title: "You have put in as many images as one person can. Take some out of your artifacts first.",
  },
  too_many_images_here: { status: 409, title: "There are as many images in this workspace as it can hold." },
  store_unreachable: {
    status: 503,
    title: "The store for images cannot be reached just now. Nothing was changed; try again in a while.",
  },
  too_many_images: { status: 409, title: "There are as many images in this artifact as it can hold." },
  proposal_changed: {
    status: 409,
    title: "The other has changed something here meanwhile. Read it as it is now, then agree.",
  },
  nothing_leaves: {
    status: 409,
    title: "This page is archived: nothing comes out of it any more. What was proposed can still be taken out.",
  },
  proposal_over: { status: 409, title: "This has left the page already, or was withdrawn." },
  suggestion_changed: {
    status: 409,
    title: "The words there have changed since this was suggested. Nothing was changed; do it by hand, or decline it.",
  },
  suggestion_over: { status: 409, title: "This was decided about meanwhile." },
  too_many_suggestions: {
    status: 409,
    title: "There are as many open suggestions here as can be. Decide about some first.",
  },
  image_too_large: { status: 413, title: "An image can have 8 MB at most. Make it smaller, then put it in again." },
} as const satisfies ProblemTable;
