import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "preact/hooks";
import { pages, type PageSettings } from "../api/pages";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { paintBrand } from "../../shared/ui/brand";
import { Button } from "../../shared/ui/Button";
import { Upload } from "../../shared/ui/icons";
import { ShopBadge } from "../../shared/ui/ShopBadge";
import { meKey } from "../session/session";
import { useText } from "../text/useText";
import { pageKey } from "./usePageSettings";
import css from "./PicturePicker.module.css";

/** The page's picture: saved at once, since a file cannot wait in a form. */
export function PicturePicker({ saved }: { saved: Pick<PageSettings, "id" | "name" | "brand" | "picture_url"> }) {
  const t = useText();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const badge = useRef<HTMLSpanElement>(null);
  useEffect(() => paintBrand(badge.current, saved.brand), [saved.brand]);

  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: pageKey(saved.id) }),
      client.invalidateQueries({ queryKey: meKey }),
    ]);
  const upload = useSubmit(async (file: File) => {
    await pages.setPicture(saved.id, file);
    await refresh();
  });
  const remove = useSubmit(async () => {
    await pages.removePicture(saved.id);
    await refresh();
  });

  return (
    <div class={css.picker}>
      <span ref={badge}>
        <ShopBadge name={saved.name} pictureUrl={saved.picture_url} size="l" />
      </span>
      <div class={css.acts}>
        <div class={css.buttons}>
          <Button
            icon={Upload}
            busy={upload.busy && t.settings.profile.uploading}
            onClick={() => input.current?.click()}
          >
            {t.settings.profile.upload}
          </Button>
          {saved.picture_url && (
            <Button look="plain" busy={remove.busy && t.common.saving} onClick={() => void remove.run()}>
              {t.settings.profile.removePicture}
            </Button>
          )}
        </div>
        <p>{t.settings.profile.pictureHint}</p>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        aria-label={t.settings.profile.picture}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void upload.run(file);
        }}
      />
      <ProblemNote problem={upload.problem ?? remove.problem} />
    </div>
  );
}
