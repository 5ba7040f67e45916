import { useEffect, useId, useRef } from "preact/hooks";
import { useFormats } from "../../shared/text/formats";
import { Awning } from "../../shared/ui/Awning";
import { paintBrand } from "../../shared/ui/brand";
import { Field } from "../../shared/ui/Field";
import { useText } from "../text/useText";
import { contrast, isColour, writingOn } from "./contrast";
import css from "./ColourField.module.css";

/** Awning cloths that look well on a whitewashed wall. */
const cloths = ["#a32858", "#c2410c", "#e0a800", "#1f6f50", "#0e7490", "#2a3f92", "#6b3fa0", "#3f3f46"];

/** Pick a cloth or bring your own colour; the awning and a bubble show what it does. */
export function ColourField({
  name,
  colour,
  onChange,
}: {
  name: string;
  colour: string;
  onChange: (colour: string) => void;
}) {
  const t = useText();
  const { number } = useFormats();
  const id = useId();
  const preview = useRef<HTMLDivElement>(null);
  const valid = isColour(colour);
  useEffect(() => paintBrand(preview.current, valid ? colour : undefined), [colour, valid]);

  return (
    <div class={css.field}>
      <div class={css.choose}>
        <fieldset class={css.cloths}>
          <legend>{t.settings.profile.colour}</legend>
          {cloths.map((cloth) => (
            <Cloth
              key={cloth}
              id={id}
              colour={cloth}
              chosen={colour.toLowerCase() === cloth}
              onChoose={() => onChange(cloth)}
            />
          ))}
        </fieldset>
        <div class={css.own}>
          <input
            type="color"
            aria-label={t.settings.profile.colourOwn}
            value={valid ? colour.toLowerCase() : "#2a3f92"}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <Field
            label={t.settings.profile.colourOwn}
            value={colour}
            maxLength={7}
            spellcheck={false}
            error={!valid && t.settings.profile.colourWrong}
            hint={
              valid && t.settings.profile.contrast(number(Math.round(contrast(colour, writingOn(colour)) * 10) / 10))
            }
            onInput={(event) => onChange(withHash(event.currentTarget.value))}
          />
        </div>
      </div>
      <div ref={preview} class={css.preview} role="img" aria-label={t.settings.profile.preview}>
        <Awning />
        <p class={css.sign}>{name || t.start.name}</p>
        <p class={css.bubble}>{t.settings.profile.exampleBubble}</p>
        <p class={css.message}>{t.settings.profile.exampleMessage}</p>
      </div>
    </div>
  );
}

function Cloth({
  id,
  colour,
  chosen,
  onChoose,
}: {
  id: string;
  colour: string;
  chosen: boolean;
  onChoose: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.style.setProperty("--cloth-colour", colour), [colour]);
  return (
    <input
      ref={input}
      type="radio"
      name={id}
      class={css.cloth}
      aria-label={colour}
      checked={chosen}
      onChange={onChoose}
    />
  );
}

function withHash(text: string) {
  const trimmed = text.trim();
  return trimmed.startsWith("#") ? trimmed : `#${trimmed}`;
}
