import { useFormats } from "../../shared/text/formats";
import { Checkbox } from "../../shared/ui/Check";
import { allFields, fieldGroups } from "./fields";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

type Props = { chosen: readonly string[]; onChange: (fields: readonly string[]) => void; missing: boolean };

/** What the app is told of. Fields that a program chose and that are not shown here stay chosen. */
export function FieldChecklist({ chosen, onChange, missing }: Props) {
  const words = useDeveloperText().webhook;
  const formats = useFormats();
  const others = chosen.filter((field) => !allFields.includes(field));
  return (
    <fieldset class={css.group}>
      <legend>{words.fields}</legend>
      <div class={css.groups}>
        {Object.entries(fieldGroups).map(([group, fields]) => (
          <div key={group}>
            <h3>{words.groups[group]}</h3>
            {fields.map((field) => (
              <Checkbox
                key={field}
                label={<code class={css.code}>{field}</code>}
                hint={words.fieldHints[field]}
                checked={chosen.includes(field)}
                onChange={(on) => onChange(on ? [...chosen, field] : chosen.filter((one) => one !== field))}
              />
            ))}
          </div>
        ))}
      </div>
      {others.length > 0 && <p class={css.hint}>{words.others(formats.list(others))}</p>}
      {missing && (
        <p class={css.fault} role="alert">
          {words.fieldsMissing}
        </p>
      )}
    </fieldset>
  );
}
