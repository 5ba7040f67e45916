import { useLocation, useParams } from "wouter";
import { Screen } from "../frame/Screen";
import { useMayChange, usePage } from "../frame/page";
import { paths } from "../paths";
import { Tabs } from "../../shared/ui/Tabs";
import { useText } from "../text/useText";
import { HoursSettings } from "./HoursSettings";
import { Profile } from "./Profile";
import { Team } from "./Team";
import { You } from "./You";
import css from "./Settings.module.css";

const sections = { profile: Profile, hours: HoursSettings, team: Team, you: You };
/** Has screens of its own. */
const developers = "developers";
type Section = keyof typeof sections;

export function Settings() {
  const t = useText();
  const page = usePage();
  const [, go] = useLocation();
  const { section: wish = "profile" } = useParams();
  const section: Section = wish in sections ? (wish as Section) : "profile";
  const mayChange = useMayChange();
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
          tabs={[
            ...(Object.keys(sections) as Section[]).map((key) => ({ key, label: labels[key] })),
            ...(mayChange ? [{ key: developers, label: t.settings.developers }] : []),
          ]}
          chosen={section}
          onChoose={(key) => go(key === developers ? paths.developers(page.handle) : paths.settings(page.handle, key))}
        />
      }
    >
      <div class={css.column} key={`${page.id} ${section}`}>
        <Shown />
      </div>
    </Screen>
  );
}
