// What the page calls things.

import type { Status } from "./data";

export const CATEGORY_WORDS: Record<string, string> = {
  shelling: "Shelling",
  explosion: "Explosion",
  airstrike: "Air strike",
  clash: "Clash",
  assault: "Assault",
  occupation: "Occupation",
  casualties: "Casualties",
  deployment: "Deployment",
  withdrawal: "Withdrawal",
  movement: "Movement",
  exercise: "Exercise",
  threat_axis: "Axis of threat",
  infrastructure: "Infrastructure",
  cyber: "Cyber attack",
  airspace: "Airspace",
  evacuation: "Evacuation",
  disaster: "Disaster",
  protest: "Protest",
  diplomacy: "Diplomacy",
  visit: "Visit",
  monitoring_count: "Count",
  other: "Other",
};

export const GROUP_WORDS: Record<string, string> = {
  attack: "Attacks",
  force: "Forces",
  infrastructure: "Infrastructure",
  civil: "Civil",
  politics: "Politics",
  count: "Counts",
  other: "Other",
};

export const STATUS_WORDS: Record<Status, string> = {
  claimed: "Claimed",
  confirmed: "Confirmed",
  disputed: "Disputed",
  denied: "Denied",
  planned: "Planned",
  predicted: "Predicted",
  retracted: "Retracted",
};

export const STATUS_HINTS: Record<Status, string> = {
  claimed: "someone says so",
  confirmed: "several or a witness say so",
  disputed: "some say so, others not",
  denied: "only denied",
  planned: "announced, yet to happen",
  predicted: "someone expects it",
  retracted: "taken back",
};

export const PRECISION_WORDS: Record<string, string> = {
  site: "at a known site",
  settlement: "in a town or village",
  near: "near a place, within the ring",
  district: "somewhere in a district",
  region: "somewhere in a region",
  country: "somewhere in a country",
  line: "along a line",
};

/** In the past tense, which fits one claimant as well as many. */
export const STANCE_WORDS: Record<string, string> = {
  asserts: "said",
  confirms: "confirmed",
  denies: "denied",
  doubts: "doubted",
  plans: "announced",
  predicts: "expected",
  retracts: "took back",
};

/** '12,345': by hand, for the browser's own takes long to start. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** A country's name for its ISO code; what is no code stays as it is. */
export function country(name: string): string {
  return /^[A-Z]{2}$/.test(name) ? (new Intl.DisplayNames(["en"], { type: "region" }).of(name) ?? name) : name;
}
