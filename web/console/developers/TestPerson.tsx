import { useState } from "preact/hooks";
import { Card } from "../forms/Card";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { Button, LinkButton } from "../../shared/ui/Button";
import { ExternalLink, UserPlus } from "../../shared/ui/icons";
import { useApps } from "./apps";
import { DeliveryRows } from "./DeliveryRows";
import { useDeveloperText } from "./text/useText";
import { useDeliveries } from "./useDeliveries";
import css from "./Developers.module.css";

const everything = {};

/** The chat of the page as a customer has it, beside what the app is told. A phone opens the chat on its own. */
export function TestPerson() {
  const words = useDeveloperText().sand;
  const page = usePage();
  const apps = useApps().data?.apps ?? [];
  const { list } = useDeliveries(everything, 20);
  const [person, setPerson] = useState(1);
  const [wide] = useState(() => matchMedia("(min-width: 64em)").matches);
  const chat = `/m/${page.handle}`;
  const restart = () => {
    localStorage.removeItem(`charla.device.${page.handle}`);
    setPerson((number) => number + 1);
  };
  const first = apps[0];
  return (
    <div class={css.columns}>
      <Card title={words.testPerson} hint={words.testPersonHint}>
        {wide && <iframe key={person} class={css.chat} src={`${chat}?in=console`} title={words.testPerson} />}
        <div class={css.buttons}>
          <LinkButton href={chat} target="_blank" rel="noreferrer" icon={ExternalLink}>
            {words.newTab}
          </LinkButton>
          <Button icon={UserPlus} onClick={restart}>
            {words.restart}
          </Button>
        </div>
      </Card>
      <Card title={words.stream} flush>
        {first && !apps.some((app) => app.webhook) && (
          <p class={css.quiet}>
            {words.noWebhook} <a href={paths.developers(page.handle, "apps", first.app_id)}>{words.setWebhook}</a>
          </p>
        )}
        {list && list.deliveries.length === 0 && apps.some((app) => app.webhook) && (
          <p class={css.quiet}>{words.streamEmpty}</p>
        )}
        {list && list.deliveries.length > 0 && <DeliveryRows deliveries={list.deliveries.slice(0, 20)} apps={apps} />}
      </Card>
    </div>
  );
}
