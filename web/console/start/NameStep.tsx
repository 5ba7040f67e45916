import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { desk } from "../api/desk";
import { pages } from "../api/pages";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { useMember } from "../frame/page";
import { paths } from "../paths";
import { meKey } from "../session/session";
import { languageNames, languages, useLanguage } from "../../shared/text/language";
import { Field, Select } from "../../shared/ui/Field";
import { useLocation } from "wouter";
import { ownTimezone } from "../settings/timezones";
import { useText } from "../text/useText";
import { handleFrom, handleShape } from "./handle";
import { HandleField } from "./HandleField";
import type { StepProps } from "./Start";
import { Step } from "./Step";
import css from "./Step.module.css";

/** The first step makes the page, so it is the only one that needs an answer. */
export function NameStep({ number, onMade }: StepProps & { onMade: (handle: string) => void }) {
  const t = useText();
  const me = useMember();
  const spoken = useLanguage();
  const client = useQueryClient();
  const [, go] = useLocation();
  const first = me.pages.length === 0;
  const [name, setName] = useState(first ? me.business.name : "");
  const [handle, setHandle] = useState(handleFrom(first ? me.business.name : ""));
  const [handleTouched, setHandleTouched] = useState(false);
  const [locale, setLocale] = useState<string>(spoken);
  const [trade, setTrade] = useState("");
  const [checked, setChecked] = useState(false);
  const trades = useQuery({ queryKey: ["trades", locale], queryFn: () => desk.trades(locale), staleTime: Infinity });

  const create = useSubmit(async () => {
    const made = await pages.create({
      name: name.trim(),
      handle,
      locale,
      timezone: ownTimezone(),
      ...(trade ? { trade } : {}),
    });
    await client.invalidateQueries({ queryKey: meKey });
    onMade(made.handle);
  });

  return (
    <Step
      number={number}
      title={t.start.nameTitle}
      hint={first ? t.start.nameHint : t.settings.newPage.hint}
      verb={t.start.create}
      busy={create.busy && t.start.creating}
      onBack={first ? undefined : () => go(paths.home)}
      onSubmit={() => {
        setChecked(true);
        if (name.trim() && handleShape.test(handle)) void create.run();
      }}
    >
      <div class={css.fields}>
        <Field
          label={t.start.name}
          maxLength={80}
          autocomplete="organization"
          value={name}
          error={checked && !name.trim() && t.start.nameMissing}
          onInput={(event) => {
            setName(event.currentTarget.value);
            if (!handleTouched) setHandle(handleFrom(event.currentTarget.value));
          }}
        />
        <HandleField
          handle={handle}
          onChange={(wish) => {
            setHandleTouched(true);
            setHandle(wish);
          }}
        />
        <div class={css.pair}>
          <Select label={t.start.locale} value={locale} onChange={(event) => setLocale(event.currentTarget.value)}>
            {languages.map((language) => (
              <option key={language} value={language}>
                {languageNames[language]}
              </option>
            ))}
          </Select>
          <Select
            label={t.start.trade}
            hint={t.start.tradeHint}
            value={trade}
            onChange={(event) => setTrade(event.currentTarget.value)}
          >
            <option value="">{t.start.tradeNone}</option>
            {trades.data?.map((one) => (
              <option key={one.trade} value={one.trade}>
                {one.name}
              </option>
            ))}
          </Select>
        </div>
        <ProblemNote problem={create.problem} />
      </div>
    </Step>
  );
}
