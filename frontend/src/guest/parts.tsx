/** @jsxImportSource preact */
import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icons";

interface ButtonProps {
  kind?: "primary" | "secondary" | "quiet";
  icon?: IconName;
  /** Runs, and says so: the button can't be pressed again until it is over. */
  busy?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  onClick?: () => void;
  label?: string;
  children: ComponentChildren;
}

export function Button({
  kind = "secondary",
  icon,
  busy,
  disabled,
  type = "button",
  onClick,
  label,
  children,
}: ButtonProps) {
  const press = (): void => {
    if (!busy && !disabled) onClick?.();
  };
  return (
    <button
      class="button"
      data-kind={kind}
      type={type}
      aria-disabled={busy || disabled || undefined}
      aria-busy={busy || undefined}
      aria-label={label}
      onClick={press}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

/** The heading of a step. It takes the focus when the step appears, so that everybody notices that it has. */
export function StepHeading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 class="step-title" ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

interface NoticeProps {
  kind: "info" | "success" | "warning" | "error";
  title?: ComponentChildren;
  icon?: IconName;
  /** Announced when it appears. */
  alert?: boolean;
  children?: ComponentChildren;
}

const NOTICE_ICONS = { info: "info", success: "check", warning: "warning", error: "error" } as const;

export function Notice({ kind, title, icon, alert, children }: NoticeProps) {
  return (
    <div class="notice" data-kind={kind} role={alert ? "alert" : undefined}>
      <Icon name={icon ?? NOTICE_ICONS[kind]} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

interface Labelled {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

interface FieldProps extends Labelled {
  input: Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "role">;
  /** Dots instead of letters. */
  masked?: boolean;
  /** Stands within the field's frame, behind the input. */
  behind?: ComponentChildren;
}

export function Field({ input, masked, behind, ...labelled }: FieldProps) {
  const all = { ...input, ...described(labelled) };
  return (
    <Frame {...labelled}>
      {masked ? <input {...all} type="password" /> : <input {...all} type="text" />}
      {behind}
    </Frame>
  );
}

/** For more than one line. */
export function TextField({
  input,
  ...labelled
}: Labelled & { input: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "role"> }) {
  return (
    <Frame {...labelled}>
      <textarea {...input} {...described(labelled)} dir="auto" />
    </Frame>
  );
}

function described({ id, hint, error }: Labelled) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    id,
    class: "input",
    "aria-invalid": error ? ("true" as const) : undefined,
    "aria-describedby": ids || undefined,
  };
}

function Frame({ id, label, hint, error, children }: Labelled & { children: ComponentChildren }) {
  return (
    <div class="field" data-invalid={error ? "" : undefined}>
      <label class="label" for={id}>
        {label}
      </label>
      <div class="control">{children}</div>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          <Icon name="error" size={16} />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

/** `value` runs from 0 to 1; `null` while there is nothing to measure yet. */
export function Progress({ label, value, small }: { label: string; value: number | null; small?: boolean }) {
  const percent = value === null ? undefined : Math.floor(value * 100);
  return (
    <div
      class="progress"
      data-small={small ? "" : undefined}
      data-unknown={value === null ? "" : undefined}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div
        class="progress-bar"
        style={value === null ? undefined : { inlineSize: `${Math.min(100, value * 100)}%` }}
      />
    </div>
  );
}
