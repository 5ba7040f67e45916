import { useLocation } from "wouter";
import { policies, type PageSettings, type Policy } from "../api/pages";
import { Card } from "../forms/Card";
import { Fallback, LanguageTexts, languageName } from "../forms/LanguageTexts";
import { ProblemNote } from "../forms/ProblemNote";
import { SaveBar } from "../forms/SaveBar";
import { useDraft } from "../forms/useDraft";
import { useSubmit } from "../forms/useSubmit";
import { useMayChange } from "../frame/page";
import { paths } from "../paths";
import { HandleField } from "../start/HandleField";
import { languages } from "../../shared/text/language";
import { Checkbox } from "../../shared/ui/Check";
import { Field, Select, Textarea } from "../../shared/ui/Field";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { ColourField } from "./ColourField";
import { isColour } from "./contrast";
import { PicturePicker } from "./PicturePicker";
import { timezones } from "./timezones";
import { useChangePage, usePageSettings } from "./usePageSettings";
import css from "./Settings.module.css";

export function Profile() {
  const t = useText();
  const settings = usePageSettings();
  if (settings.error) return <ProblemNote problem={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Skeleton label={t.common.loading} rows={4} />;
  return <ProfileForm saved={settings.data} />;
}

function ProfileForm({ saved }: { saved: PageSettings }) {
  const t = useText();
  const mayChange = useMayChange();
  const change = useChangePage();
  const [, go] = useLocation();
  const edit = useDraft(saved);
  const { draft } = edit;

  const save = useSubmit(async () => {
    const { name, handle, about, category, brand, locale, locales, timezone, address, phone } = draft;
    await change({
      name: name.trim(),
      handle,
      brand,
      locale,
      locales,
      timezone,
      about: about ?? {},
      category: category ?? "",
      address: address ?? "",
      phone: phone ?? "",
    });
    edit.discard();
    toast(t.common.saved);
    if (handle !== saved.handle) go(paths.settings(handle), { replace: true });
  });

  const off =
    (!mayChange && t.problems.byCode.forbidden) ||
    (!draft.name.trim() && t.start.nameMissing) ||
    (!isColour(draft.brand) && t.settings.profile.colourWrong);

  return (
    <>
      <Card title={t.settings.profile.title} hint={saved.sample ? t.settings.profile.sample : undefined}>
        <PicturePicker saved={saved} />
        <div class={css.pair}>
          <Field
            label={t.settings.profile.name}
            maxLength={80}
            value={draft.name}
            error={!draft.name.trim() && t.start.nameMissing}
            onInput={(event) => edit.change({ name: event.currentTarget.value })}
          />
          <HandleField handle={draft.handle} own={saved.handle} onChange={(handle) => edit.change({ handle })} />
        </div>
        <LanguageTexts label={t.settings.profile.about} languages={draft.locales}>
          {(language) => (
            <>
              <Textarea
                label={t.settings.profile.about}
                hint={t.settings.profile.aboutHint}
                lang={language}
                maxLength={1000}
                value={draft.about?.[language] ?? ""}
                onInput={(event) => edit.change({ about: { ...draft.about, [language]: event.currentTarget.value } })}
              />
              {draft.locales.length > 1 && (
                <Fallback text={draft.about ?? {}} language={language} main={draft.locale} />
              )}
            </>
          )}
        </LanguageTexts>
        <div class={css.pair}>
          <Field
            label={t.settings.profile.category}
            hint={t.settings.profile.categoryHint}
            maxLength={60}
            value={draft.category ?? ""}
            onInput={(event) => edit.change({ category: event.currentTarget.value })}
          />
          <Field
            label={t.settings.profile.phone}
            type="tel"
            maxLength={40}
            value={draft.phone ?? ""}
            onInput={(event) => edit.change({ phone: event.currentTarget.value })}
          />
        </div>
        <Field
          label={t.settings.profile.address}
          maxLength={300}
          value={draft.address ?? ""}
          onInput={(event) => edit.change({ address: event.currentTarget.value })}
        />
      </Card>

      <Card title={t.settings.profile.colour} hint={t.settings.profile.colourHint}>
        <ColourField name={draft.name} colour={draft.brand} onChange={(brand) => edit.change({ brand })} />
      </Card>

      <Card title={t.settings.profile.languages} hint={t.settings.profile.languagesHint}>
        <div>
          {languages.map((language) => (
            <Checkbox
              key={language}
              label={languageName(t, language)}
              checked={draft.locales.includes(language)}
              disabled={draft.locale === language}
              onChange={(on) =>
                edit.change({
                  locales: on ? [...draft.locales, language] : draft.locales.filter((one) => one !== language),
                })
              }
            />
          ))}
        </div>
        <div class={css.pair}>
          <Select
            label={t.settings.profile.mainLanguage}
            value={draft.locale}
            onChange={(event) => {
              const locale = event.currentTarget.value;
              edit.change({ locale, locales: [...new Set([locale, ...draft.locales])] });
            }}
          >
            {languages.map((language) => (
              <option key={language} value={language}>
                {languageName(t, language)}
              </option>
            ))}
          </Select>
          <Select
            label={t.settings.profile.timezone}
            value={draft.timezone}
            onChange={(event) => edit.change({ timezone: event.currentTarget.value })}
          >
            {timezones(draft.timezone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        </div>
      </Card>

      <Card title={t.settings.profile.policy} hint={t.settings.profile.policyHint}>
        <Select
          label={t.settings.profile.policy}
          value={draft.policy}
          onChange={(event) => edit.change({ policy: event.currentTarget.value as Policy })}
        >
          {policies.map((policy) => (
            <option key={policy} value={policy}>
              {t.settings.profile.policies[policy]}
            </option>
          ))}
        </Select>
      </Card>

      <SaveBar
        dirty={edit.dirty}
        busy={save.busy}
        problem={save.problem}
        off={off}
        onSave={() => void save.run()}
        onDiscard={() => {
          edit.discard();
          save.clear();
        }}
      />
    </>
  );
}
