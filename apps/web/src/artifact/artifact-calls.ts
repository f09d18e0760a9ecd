import type { SuggestionAct } from "@candor/core/artifact/suggestion.ts";
import type {
  ArtifactAnswer,
  ArtifactCandidate,
  ArtifactEntry,
  ArtifactImage,
  ArtifactLink,
  ArtifactProposal,
  ArtifactSuggestion,
  ArtifactVersion,
  ChangeArtifact,
  ChangeSource,
  CreateArtifact,
  InvitePerson,
  MakeArtifactLink,
  NewArtifactLink,
  PageArtifacts,
  ProposePoints,
  SuggestChange,
} from "@candor/protocol/http/artifact.ts";
import { MISSING_LETTERS_HEADER } from "@candor/protocol/http/file.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";
import { artifactTexts } from "./artifact-texts.ts";

function call<T>(method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, { method, path, body });
}

export const listArtifacts = () => call<ArtifactEntry[]>("GET", "/api/artifacts");

export const readArtifact = (id: string) => call<ArtifactAnswer>("GET", `/api/artifacts/${id}`);

export const createArtifact = (id: string, wanted: CreateArtifact) =>
  call<ArtifactAnswer>("PUT", `/api/artifacts/${id}`, wanted);

export const changeArtifact = (id: string, change: ChangeArtifact) =>
  call<ArtifactAnswer>("PATCH", `/api/artifacts/${id}`, change);

export const noteReview = (id: string) => call<ArtifactAnswer>("POST", `/api/artifacts/${id}/reviewed`);

export const deleteArtifact = (id: string) => call<void>("DELETE", `/api/artifacts/${id}`);

export const addSource = (id: string, source: ChangeSource) =>
  call<ArtifactAnswer>("PUT", `/api/artifacts/${id}/sources`, source);

export const listCandidates = (id: string) => call<ArtifactCandidate[]>("GET", `/api/artifacts/${id}/candidates`);

export const invitePerson = (id: string, whom: InvitePerson) =>
  call<ArtifactAnswer>("POST", `/api/artifacts/${id}/people`, whom);

export const changePerson = (id: string, member: string, role: string) =>
  call<ArtifactAnswer>("PUT", `/api/artifacts/${id}/people/${member}`, { role });

export const removePerson = (id: string, member: string) =>
  call<ArtifactAnswer>("DELETE", `/api/artifacts/${id}/people/${member}`);

export const listLinks = (id: string) => call<ArtifactLink[]>("GET", `/api/artifacts/${id}/links`);

export const makeLink = (id: string, wanted: MakeArtifactLink) =>
  call<NewArtifactLink>("POST", `/api/artifacts/${id}/links`, wanted);

export const revokeLink = (id: string, link: string) => call<void>("DELETE", `/api/artifacts/${id}/links/${link}`);

export const readPageArtifacts = (pair: string) => call<PageArtifacts>("GET", `/api/pairs/${pair}/artifacts`);

export const proposePoints = (id: string, proposal: string, points: ProposePoints) =>
  call<ArtifactProposal>("PUT", `/api/artifacts/${id}/proposals/${proposal}`, points);

export const agreeToPoints = (id: string, proposal: string, revision: number) =>
  call<ArtifactProposal>("POST", `/api/artifacts/${id}/proposals/${proposal}/agree`, { revision });

export const takeBackPoint = (id: string, proposal: string, point: string) =>
  call<ArtifactProposal>("POST", `/api/artifacts/${id}/proposals/${proposal}/take-back`, { point });

export const listSuggestions = (id: string) => call<ArtifactSuggestion[]>("GET", `/api/artifacts/${id}/suggestions`);

export const suggestChange = (id: string, suggestion: string, change: SuggestChange) =>
  call<ArtifactSuggestion>("PUT", `/api/artifacts/${id}/suggestions/${suggestion}`, change);

export const decideSuggestion = (id: string, suggestion: string, act: SuggestionAct) =>
  call<ArtifactSuggestion>("POST", `/api/artifacts/${id}/suggestions/${suggestion}/decide`, { act });

export const listVersions = (id: string, before?: number) =>
  call<ArtifactVersion[]>("GET", `/api/artifacts/${id}/versions${before === undefined ? "" : `?before=${before}`}`);

/** @returns null where it cannot be had just now. */
export async function readVersion(id: string, seq: number): Promise<Uint8Array | null> {
  try {
    const response = await thisTab().fetch(`/api/artifacts/${id}/versions/${seq}`, { credentials: "same-origin" });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

const WHY_NOT = { 400: "no_image", 413: "too_large" } as Readonly<Record<number, "no_image" | "too_large">>;
const SAYS_WHY: ReadonlySet<number> = new Set([409, 503]); // no room for it, or no store to put it into

/** Sends an image as its bytes. Never rejects. */
export async function sendImage(
  id: string,
  file: Blob,
): Promise<ArtifactImage | "no_image" | "too_large" | "not_sent" | { refused: string }> {
  try {
    const response = await thisTab().fetch(`/api/artifacts/${id}/images`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    if (response.ok) return (await response.json()) as ArtifactImage;
    if (SAYS_WHY.has(response.status)) return { refused: ((await response.json()) as { title: string }).title };
    return WHY_NOT[response.status] ?? "not_sent";
  } catch {
    return "not_sent";
  }
}

/** @returns the file, or a sentence that says why there is none. Never rejects. */
export async function fetchFile(
  id: string,
  format: string,
): Promise<{ name: string; blob: Blob; missingLetters: number } | string> {
  try {
    const response = await thisTab().fetch(`/api/artifacts/${id}/files/${format}`, { credentials: "same-origin" });
    if (response.ok) {
      const [, name = ""] = /filename\*=UTF-8''(\S+)/.exec(response.headers.get("content-disposition") ?? "") ?? [];
      const missingLetters = Number(response.headers.get(MISSING_LETTERS_HEADER) ?? 0);
      return { name: decodeURIComponent(name) || `artifact.${format}`, blob: await response.blob(), missingLetters };
    }
    if (!response.headers.get("content-type")?.startsWith("application/problem+json")) return artifactTexts.unreachable;
    return ((await response.json()) as { title: string }).title;
  } catch {
    return artifactTexts.unreachable;
  }
}
