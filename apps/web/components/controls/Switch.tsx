import classes from './Controls.module.css';

interface SwitchProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** Two or three choices side by side; the chosen one is pressed. */
export function Switch<Value extends string>({ label, value, options, onChange }: SwitchProps<Value>) {
  return (
    <div className={classes.switch} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

export function LabelledSelect<Value extends string>({ label, value, options, onChange }: SwitchProps<Value>) {
  return (
    <label className={classes.labelled}>
      {label}
      <select className={classes.select} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
