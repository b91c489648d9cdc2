import type { Answer, Details, Field, Json } from "../protocol.ts";
import { ask } from "./connection.ts";
import type { Draft } from "./draft.ts";
import type { Tell } from "./notices.tsx";
import { Problems, Section } from "./parts.tsx";

interface EditFormProps {
  readonly details: Details;
  readonly draft: Draft;
  readonly price: Answer | undefined;
  readonly tell: Tell;
  readonly follows: boolean;
}

/** Fields of the manifest, in place: what is saved stands in the file as if it had been typed there. */
export function EditForm({ details, draft, price, tell, follows }: EditFormProps) {
  const { name, fields, fixed } = details;
  const { changes, was, overtaken, put, saved, clear } = draft;
  const isChanged = Object.keys(changes).length > 0;
  const save = async () => {
    const answer = await ask("edit", { asset: name, fields: changes, was });
    tell(answer);
    if (answer.ok) saved(changes);
  };
  return (
    <Section title="Recipe">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && isChanged) void save();
        }}
      >
        {fixed !== undefined && <p class="soft">{fixed}</p>}
        <div class="fields">
          {fields.map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              value={field.name in changes ? changes[field.name] : field.value}
              changed={field.name in changes}
              disabled={fixed !== undefined}
              put={(value) => put(field.name, value)}
            />
          ))}
        </div>
        {overtaken.map((field) => (
          <p key={field} class="change" role="alert">
            {field.replaceAll("_", " ")} was saved otherwise meanwhile: <ins>{textOf(was[field])}</ins>
          </p>
        ))}
        {isChanged && (
          <div class="line">
            <button type="submit" disabled={price !== undefined && !price.ok}>
              {overtaken.length === 0 ? "Save to the manifest" : "Save over it"}
            </button>
            <button type="button" onClick={clear}>
              Undo
            </button>
            <span class="soft">{priceText(price, follows)}</span>
          </div>
        )}
        {isChanged && <Problems problems={price?.problems ?? []} />}
      </form>
    </Section>
  );
}

function textOf(value: Json | undefined): string {
  return value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

function priceText(price: Answer | undefined, follows: boolean): string {
  if (price === undefined) return "…";
  if (!price.ok) return price.message;
  const text = price.price?.text ?? "";
  if (text === "") return "costs nothing: this picture was paid for";
  if (text === "free") return "free: drawn on this machine";
  return `${text} estimated${follows ? ", within the watch budget or when you ask" : ", when you ask"}`;
}

interface FieldInputProps {
  readonly field: Field;
  readonly value: Field["value"];
  readonly changed: boolean;
  readonly disabled: boolean;
  readonly put: (value: Json) => void;
}

function FieldInput({ field, value, changed, disabled, put }: FieldInputProps) {
  const { name, kind, origin, min, max, step, choices = [] } = field;
  const id = `field-${name}`;
  const title = [origin, min === undefined ? "" : `from ${min}`, max === undefined ? "" : `to ${max}`]
    .filter((part) => part !== "")
    .join(" ");
  const text = textOf(value);
  // Nothing in a field is no field; only a prompt has to be there.
  const putText = (wanted: string) => put(wanted === "" && name !== "prompt" ? null : wanted);
  const isLong = name === "prompt" || name === "negative_prompt";
  return (
    <label class={`field${isLong ? " long" : ""}${changed ? " changed" : ""}`} for={id} title={title}>
      <span>{name.replaceAll("_", " ")}</span>
      {kind === "flag" ? (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          disabled={disabled}
          onInput={(event) => put(event.currentTarget.checked)}
        />
      ) : kind === "choice" ? (
        <select id={id} value={text} disabled={disabled} onInput={(event) => put(event.currentTarget.value)}>
          {[...new Set([text, ...choices])].map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : kind === "number" ? (
        <input
          id={id}
          type="number"
          value={text}
          min={min}
          max={max}
          step={step}
          disabled={disabled}
          onInput={(event) => {
            const number = event.currentTarget.valueAsNumber;
            put(Number.isNaN(number) ? null : number);
          }}
        />
      ) : isLong ? (
        <textarea
          id={id}
          rows={name === "prompt" ? 4 : 2}
          value={text}
          disabled={disabled}
          onInput={(event) => putText(event.currentTarget.value)}
        />
      ) : (
        <input
          id={id}
          type="text"
          value={text}
          disabled={disabled}
          onInput={(event) => putText(event.currentTarget.value)}
        />
      )}
    </label>
  );
}
