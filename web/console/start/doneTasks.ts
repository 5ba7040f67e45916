import type { TeamMember } from "../api/accounts";
import type { Desk } from "../api/desk";
import type { Counts } from "../api/inbox";
import type { PageSettings } from "../api/pages";
import { hasHours } from "../settings/hours";

export const tasks = ["page", "hours", "look", "desk", "phone", "team"] as const;
export type Task = (typeof tasks)[number];

interface Known {
  page?: PageSettings | undefined;
  desk?: Desk | undefined;
  counts?: Counts | undefined;
  team?: { members: TeamMember[]; invitations: unknown[] } | undefined;
}

/** The colour every page begins with. */
const firstColour = "#2a3f92";

/** What has been done so far, read from how things are and not from which buttons were pressed. */
export function doneTasks({ page, desk, counts, team }: Known): Set<Task> {
  const done = new Set<Task>(["page"]);
  if (page && hasHours(page.hours)) done.add("hours");
  if (page && (page.picture_url || page.brand.toLowerCase() !== firstColour)) done.add("look");
  if (desk && Object.values(desk.greeting.text).some(Boolean) && desk.faqs.length > 0) done.add("desk");
  if (counts && counts.open + counts.resolved > 0) done.add("phone");
  if (team && team.members.length + team.invitations.length > 1) done.add("team");
  return done;
}
