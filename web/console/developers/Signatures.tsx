import { useEffect, useState } from "preact/hooks";
import { Card } from "../forms/Card";
import { CopyLink } from "../forms/CopyLink";
import { Banner } from "../../shared/ui/Banner";
import { Field, Textarea } from "../../shared/ui/Field";
import { CircleAlert, CircleCheck } from "../../shared/ui/icons";
import { canSign, matching, signaturesOf, type Signatures as Found } from "./signatures";
import { useDeveloperText } from "./text/useText";
import form from "../forms/Form.module.css";
import css from "./Developers.module.css";

/** What a delivery hands over when its signature is to be checked. */
type Handed = { body?: string; headers?: Record<string, string> };

const names = { sha256: "X-Hub-Signature-256", sha1: "X-Hub-Signature", standard: "webhook-signature" } as const;

/** Computes what a receiver compares. Nothing typed here goes to the server. */
export function Signatures() {
  const words = useDeveloperText().signing;
  const [handed] = useState<Handed>(() => (history.state as Handed | null) ?? {});
  const [secret, setSecret] = useState("");
  const [body, setBody] = useState(handed.body ?? "");
  const [id, setId] = useState(handed.headers?.["webhook-id"] ?? "");
  const [timestamp, setTimestamp] = useState(handed.headers?.["webhook-timestamp"] ?? "");
  const [given, setGiven] = useState(handed.headers?.[names.sha256] ?? "");
  const [found, setFound] = useState<Found>();

  useEffect(() => {
    let wanted = true;
    setFound(undefined);
    if (secret && body && canSign()) {
      void signaturesOf({ secret, body, id: id.trim(), timestamp: timestamp.trim() }).then((signatures) => {
        if (wanted) setFound(signatures);
      });
    }
    return () => {
      wanted = false;
    };
  }, [secret, body, id, timestamp]);

  const match = found && given.trim() ? matching(given, found) : undefined;
  return (
    <div class={css.column}>
      <Card title={words.title} hint={words.hint}>
        <div class={form.form}>
          {!canSign() && (
            <Banner look="care" icon={CircleAlert}>
              {words.insecure}
            </Banner>
          )}
          <Field
            label={words.secret}
            type="password"
            autocomplete="off"
            spellcheck={false}
            value={secret}
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
          <Textarea
            label={words.body}
            rows={6}
            spellcheck={false}
            value={body}
            onInput={(event) => setBody(event.currentTarget.value)}
          />
          <div class={css.pair}>
            <Field
              label={words.id}
              hint={words.standardHint}
              spellcheck={false}
              value={id}
              onInput={(event) => setId(event.currentTarget.value)}
            />
            <Field
              label={words.timestamp}
              inputMode="numeric"
              value={timestamp}
              onInput={(event) => setTimestamp(event.currentTarget.value)}
            />
          </div>
          <Field
            label={words.given}
            hint={words.givenHint}
            spellcheck={false}
            value={given}
            onInput={(event) => setGiven(event.currentTarget.value)}
          />
          {found && given.trim() && (
            <Banner look={match ? "info" : "bad"} icon={match ? CircleCheck : CircleAlert}>
              {match ? words.matches(names[match]) : words.noMatch}
            </Banner>
          )}
        </div>
      </Card>
      <Card title={words.results}>
        {!found && <p class={css.hint}>{words.waiting}</p>}
        {found && (
          <div class={form.form}>
            <CopyLink label={names.sha256} url={found.sha256} />
            <CopyLink label={names.sha1} url={found.sha1} />
            {found.standard ? (
              <CopyLink label={names.standard} url={found.standard} />
            ) : (
              <p class={css.hint}>
                {names.standard}: {words.needsId}
              </p>
            )}
          </div>
        )}
      </Card>
    </div>
  );
}
