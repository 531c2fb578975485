import { useMantineColorScheme } from '@mantine/core';
import { keyWords } from '../../words/shell.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { Switch } from '../controls/Switch.tsx';
import { KeyCap } from '../marks/Marks.tsx';
import { useKeyboard, type KeyGroup } from './keyboard.ts';
import classes from './KeysDialog.module.css';

const capNames: Record<string, string> = {
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  escape: 'Esc',
  enter: 'Enter',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

const capsOf = (keys: string) => keys.split(/[ +]/).map((key) => capNames[key] ?? key.toUpperCase());

/** Components of one screen list their keys apart; under one title they are one list. */
function byTitle(groups: KeyGroup[]): KeyGroup[] {
  const titles = [...new Set(groups.map(({ title }) => title))];
  return titles
    .map((title) => ({
      title,
      bindings: groups.filter((group) => group.title === title).flatMap(({ bindings }) => bindings),
    }))
    .filter(({ bindings }) => bindings.length > 0);
}

/** The keys that act on this screen, the switch that turns single letters off, and the colour scheme. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { groups, singleKeys, setSingleKeys } = useKeyboard();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Dialog title={keyWords.title} width={620} onClose={onClose}>
      <div className={classes.section}>
        <div className={classes.row}>
          <h3>{keyWords.appearance}</h3>
          <Switch
            label={keyWords.appearance}
            value={colorScheme}
            options={[
              { value: 'auto', label: keyWords.system },
              { value: 'light', label: keyWords.light },
              { value: 'dark', label: keyWords.dark },
            ]}
            onChange={setColorScheme}
          />
        </div>
      </div>
      <div className={classes.section}>
        <label className={classes.check}>
          <input type="checkbox" checked={singleKeys} onChange={(event) => setSingleKeys(event.target.checked)} />
          {keyWords.singleKeys}
        </label>
        <p className={classes.hint}>{keyWords.singleKeysHint}</p>
      </div>
      {byTitle(groups()).map((group) => (
        <div key={group.title} className={classes.section}>
          <h3>{group.title}</h3>
          <dl className={classes.list}>
            {group.bindings
              .filter((binding) => binding.does)
              .map((binding) => (
                <div key={binding.keys} style={{ display: 'contents' }}>
                  <dt>
                    {capsOf(binding.keys).map((cap) => (
                      <KeyCap key={cap}>{cap}</KeyCap>
                    ))}
                  </dt>
                  <dd>{binding.does}</dd>
                </div>
              ))}
          </dl>
        </div>
      ))}
    </Dialog>
  );
}
