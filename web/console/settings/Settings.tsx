import { useLocation, useParams } from "wouter";
import { Screen } from "../frame/Screen";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { Tabs } from "../../shared/ui/Tabs";
import { useText } from "../text/useText";
import { HoursSettings } from "./HoursSettings";
import { Profile } from "./Profile";
import { Team } from "./Team";
import { You } from "./You";
import css from "./Settings.module.css";

const sections = { profile: Profile, hours: HoursSettings, team: Team, you: You };
type Section = keyof typeof sections;

export function Settings() {
  const t = useText();
  const page = usePage();
  const [, go] = useLocation();
  const { section: wish = "profile" } = useParams();
  const section: Section = wish in sections ? (wish as Section) : "profile";
  const Shown = sections[section];
  const labels: Record<Section, string> = {
    profile: t.settings.page,
    hours: t.settings.hours,
    team: t.settings.team,
    you: t.settings.account,
  };
  return (
    <Screen
      title={t.settings.title}
      tabs={
        <Tabs
          label={t.settings.sections}
          tabs={(Object.keys(sections) as Section[]).map((key) => ({ key, label: labels[key] }))}
          chosen={section}
          onChoose={(key) => go(paths.settings(page.handle, key))}
        />
      }
    >
      <div class={css.column} key={`${page.id} ${section}`}>
        <Shown />
      </div>
    </Screen>
  );
}
