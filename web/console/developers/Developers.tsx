import type { FunctionComponent } from "preact";
import { useLocation, useParams } from "wouter";
import { useMayChange, usePage } from "../frame/page";
import { Screen } from "../frame/Screen";
import { paths } from "../paths";
import { Empty } from "../../shared/ui/Empty";
import { Tabs } from "../../shared/ui/Tabs";
import { AppList } from "./AppList";
import { AppPage } from "./AppPage";
import { Deliveries } from "./Deliveries";
import { DeliveryPage } from "./DeliveryPage";
import { Sandbox } from "./Sandbox";
import { Signatures } from "./Signatures";
import { useDeveloperText } from "./text/useText";

const sections = { apps: AppList, deliveries: Deliveries, signatures: Signatures, sandbox: Sandbox };
type Section = keyof typeof sections;

const details: Partial<Record<Section, FunctionComponent<{ id: string }>>> = {
  apps: AppPage,
  deliveries: DeliveryPage,
};

/** What whoever writes programs for the page needs: keys, webhooks, what was sent, and a page to try things on. */
export function Developers() {
  const words = useDeveloperText();
  const page = usePage();
  const mayChange = useMayChange();
  const [, go] = useLocation();
  const { section: wish = "apps", item } = useParams();
  const section: Section = wish in sections ? (wish as Section) : "apps";
  const Shown = sections[section];
  const Detail = item && details[section];
  if (!mayChange) {
    return (
      <Screen title={words.title}>
        <Empty title={words.managersOnly} />
      </Screen>
    );
  }
  return (
    <Screen
      title={words.title}
      tabs={
        <Tabs
          label={words.sections}
          tabs={(Object.keys(sections) as Section[]).map((key) => ({ key, label: words[key] }))}
          chosen={section}
          onChoose={(key) => go(paths.developers(page.handle, key))}
        />
      }
    >
      {Detail ? <Detail key={`${page.id} ${item}`} id={item ?? ""} /> : <Shown key={page.id} />}
    </Screen>
  );
}
