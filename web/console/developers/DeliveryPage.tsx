import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { useLocation } from "wouter";
import { platform, type Attempt } from "../api/platform";
import { Card } from "../forms/Card";
import { Confirm } from "../forms/Confirm";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { RotateCw, ShieldCheck, Trash2 } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { Back } from "./Back";
import { Code } from "./Code";
import { DeliveryMark } from "./DeliveryMark";
import { pretty } from "./pretty";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

/** One delivery: what was sent, each attempt, and what can be done about it. It is read anew while it waits. */
export function DeliveryPage({ id }: { id: string }) {
  const t = useText();
  const { delivery: words, log } = useDeveloperText();
  const page = usePage();
  const formats = useFormats();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [erasing, setErasing] = useState(false);
  const key = ["delivery", page.id, id];
  const list = paths.developers(page.handle, "deliveries");
  const read = useQuery({
    queryKey: key,
    queryFn: () => platform.delivery(page.id, id),
    refetchInterval: (query) => (query.state.data?.delivery.state === "waiting" ? 1000 : 10_000),
    staleTime: 0,
  });
  const redeliver = useSubmit(async () => {
    await platform.redeliver(page.id, id);
    toast(words.redelivered);
    await client.invalidateQueries({ queryKey: key });
  });

  if (!read.data) {
    return (
      <div class={css.column}>
        <Back to={list}>{words.back}</Back>
        {read.error ? <ProblemNote problem={read.error} /> : <Skeleton label={t.common.loading} rows={4} />}
      </div>
    );
  }
  const { delivery, body, attempts } = read.data;
  const last = attempts.at(-1);
  return (
    <div class={css.column}>
      <Back to={list}>{words.back}</Back>
      <Card
        title={delivery.field}
        hint={formats.dateTime(delivery.at)}
        action={
          <Button
            look="go"
            icon={RotateCw}
            busy={redeliver.busy && words.redelivering}
            onClick={() => void redeliver.run()}
          >
            {words.redeliver}
          </Button>
        }
      >
        <dl class={css.facts}>
          <div>
            <dt>{log.filterState}</dt>
            <dd>
              <DeliveryMark delivery={delivery} />{" "}
              {delivery.due_at && delivery.failed_attempts > 0 && log.nextAt(formats.ago(delivery.due_at))}
            </dd>
          </div>
          <div>
            <dt>{words.id}</dt>
            <dd>
              <code class={css.code}>{delivery.delivery_id}</code>
            </dd>
          </div>
          <div>
            <dt>{words.person}</dt>
            <dd>
              {delivery.psid ? (
                <a href={paths.inbox(page.handle, delivery.psid)}>{words.openPerson}</a>
              ) : (
                words.testEvent
              )}
            </dd>
          </div>
        </dl>
        <ProblemNote problem={redeliver.problem} />
        <Code label={words.body} text={pretty(body)} copy={body} />
        {last && (
          <div>
            <Button
              size="sm"
              icon={ShieldCheck}
              onClick={() =>
                go(paths.developers(page.handle, "signatures"), { state: { body, headers: last.headers } })
              }
            >
              {words.check}
            </Button>
          </div>
        )}
      </Card>
      <Card title={words.attempts}>
        {attempts.length === 0 && <p class={css.hint}>{words.noAttempts}</p>}
        {attempts
          .map((attempt, index) => <AttemptView key={attempt.at} attempt={attempt} number={index + 1} />)
          .reverse()}
      </Card>
      {delivery.psid && (
        <div>
          <Button look="bad" icon={Trash2} onClick={() => setErasing(true)}>
            {words.erase}
          </Button>
        </div>
      )}
      {erasing && delivery.psid && (
        <Confirm
          title={words.eraseTitle}
          keep={words.keep}
          verb={words.eraseAction}
          act={async () => {
            const { count } = await platform.erasePerson(page.id, delivery.psid ?? "");
            toast(words.erased(count));
            go(list, { replace: true });
          }}
          onClose={() => setErasing(false)}
        >
          {words.eraseBody}
        </Confirm>
      )}
    </div>
  );
}

function AttemptView({ attempt, number }: { attempt: Attempt; number: number }) {
  const { delivery: words, log } = useDeveloperText();
  const formats = useFormats();
  const accepted = attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
  const took = formats.number(attempt.took_ms);
  return (
    <section class={css.attempt} aria-label={words.attempt(number)}>
      <header class={css.line}>
        <h3>
          {words.attempt(number)} <Tag look={accepted ? "good" : "bad"}>{attempt.status ?? log.noAnswer}</Tag>
        </h3>
        <p class={css.hint}>
          {formats.dateTime(attempt.at)} · {attempt.status ? words.took(took) : words.failedAfter(took)}
        </p>
      </header>
      {attempt.error && <p class={css.fault}>{attempt.error}</p>}
      <p class={css.hint}>
        {words.to} <code class={css.code}>{attempt.url}</code>
      </p>
      <Code
        label={words.headers}
        text={Object.entries(attempt.headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join("\n")}
      />
      {attempt.answer ? (
        <Code label={words.answer} text={pretty(attempt.answer)} />
      ) : (
        attempt.status && <p class={css.hint}>{words.answerEmpty}</p>
      )}
    </section>
  );
}
