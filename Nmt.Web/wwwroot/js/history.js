// The reader's last translations, in this browser's local storage. Written by the source pane, shown by the panel.
const key = 'nmt.history';
const offKey = 'nmt.history.off';
const most = 50;

// While a text is being typed its translations follow one another: of those only the last is worth keeping.
let growing = null;

const read = name => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

const write = (name, value) => {
  try {
    if (value === null) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, value);
    }

    return true;
  } catch {
    // Full, or refused by the browser.
    return false;
  }
};

export const isKept = () => read(offKey) === null;

export function keep(on) {
  write(offKey, on ? null : '1');
}

const isEntry = entry => ['text', 'translation', 'source', 'target'].every(name => typeof entry?.[name] === 'string');

export function entries() {
  try {
    const found = JSON.parse(read(key) ?? '[]');
    return Array.isArray(found) ? found.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function save(list) {
  // A full storage holds fewer: the oldest go first.
  let kept = list.slice(0, most);
  while (!write(key, JSON.stringify(kept)) && kept.length > 0) {
    kept = kept.slice(0, -1);
  }

  document.dispatchEvent(new Event('nmt:history'));
}

const samePair = (one, other) => one.source === other.source && one.target === other.target;

export function record(entry) {
  if (!isKept()) {
    return;
  }

  const list = entries();
  const grows = growing !== null && list.length > 0 && list[0].text === growing && samePair(list[0], entry)
    && (entry.text.startsWith(growing) || growing.startsWith(entry.text));
  const others = list.slice(grows ? 1 : 0).filter(other => other.text !== entry.text || !samePair(other, entry));
  growing = entry.text;
  save([entry, ...others]);
}

export function remove(entry) {
  save(entries().filter(other => other.text !== entry.text || !samePair(other, entry)));
}

export function removeAll() {
  save([]);
}
