import { useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { platform, type Sandbox as Made } from "../api/platform";
import { Card } from "../forms/Card";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { useMember, usePage } from "../frame/page";
import { paths } from "../paths";
import { meKey } from "../session/session";
import { Button } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { ChevronRight, Plus } from "../../shared/ui/icons";
import { ListRow } from "../../shared/ui/ListRow";
import { SandboxClock } from "./SandboxClock";
import { secretsOf, ShownOnce } from "./ShownOnce";
import { TestPerson } from "./TestPerson";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

/** On a sandbox page: a person to be, what the app is told, and the clock. On any other: the way to a sandbox. */
export function Sandbox() {
  const page = usePage();
  return page.sandbox ? (
    <div class={css.wide}>
      <TestPerson />
      <SandboxClock />
    </div>
  ) : (
    <Sandboxes />
  );
}

function Sandboxes() {
  const words = useDeveloperText();
  const page = usePage();
  const { pages } = useMember();
  const client = useQueryClient();
  const [made, setMade] = useState<Made>();
  const make = useSubmit(async () => setMade(await platform.makeSandbox(page.id)));
  const own = pages.filter((one) => one.sandbox);
  return (
    <div class={css.column}>
      <Card title={words.sand.title} hint={words.sand.hint}>
        <div>
          <Button look="go" icon={Plus} busy={make.busy && words.sand.making} onClick={() => void make.run()}>
            {words.sand.make}
          </Button>
        </div>
        <ProblemNote problem={make.problem} />
      </Card>
      {own.length > 0 && (
        <Card title={words.sand.yours} flush>
          <ul class={css.rows}>
            {own.map((one) => (
              <li key={one.id}>
                <ListRow
                  href={paths.developers(one.handle, "sandbox")}
                  title={one.name}
                  line={one.handle}
                  side={<Icon of={ChevronRight} />}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {made && (
        <ShownOnce
          title={words.sand.made}
          secrets={secretsOf(words, made)}
          onClose={() => {
            setMade(undefined);
            void client.invalidateQueries({ queryKey: meKey });
          }}
        />
      )}
    </div>
  );
}
