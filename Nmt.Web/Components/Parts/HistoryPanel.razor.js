import { entries, isKept, keep, remove, removeAll } from '../../js/history.js';

const excerpt = text => (text.length <= 160 ? text : `${text.slice(0, 160)}…`);

export function attach(root, page) {
  const events = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
  const find = name => root.querySelector(`[data-${name}]`);
  const list = find('entries');
  const pattern = find('entry');

  const item = (entry, number) => {
    const copy = pattern.cloneNode(true);
    const fill = (name, text, language) => {
      const place = copy.querySelector(`[data-${name}]`);
      place.textContent = text;
      if (language) {
        place.lang = language;
      }
    };
    fill('pair', `${entry.source} → ${entry.target}`);
    fill('text', excerpt(entry.text), entry.source);
    fill('translation', excerpt(entry.translation), entry.target);
    delete copy.dataset.entry;
    copy.dataset.number = number;
    return copy;
  };

  const show = () => {
    const all = entries();
    list.replaceChildren(...all.map(item));
    find('none').hidden = all.length > 0;
    find('delete-all').disabled = all.length === 0;
    find('keep').checked = isKept();
    find('keep').disabled = false; // from here on somebody hears it
  };

  on(root, 'change', event => event.target.matches('[data-keep]') && keep(event.target.checked));
  on(root, 'click', event => {
    const at = event.target.closest('[data-number]');
    const entry = at && entries()[Number(at.dataset.number)];
    if (event.target.closest('[data-delete-all]')) {
      removeAll();
      find('keep').focus();
    } else if (entry && event.target.closest('[data-delete]')) {
      remove(entry);
      (list.querySelector('[data-again]') ?? find('keep')).focus();
    } else if (entry && event.target.closest('[data-again]')) {
      page.invokeMethodAsync('OnAgainAsync', entry.text, entry.source, entry.target);
    }
  });

  // Another tab, or a new translation.
  on(window, 'storage', show);
  on(document, 'nmt:history', show);
  show();

  return { dispose: () => events.abort() };
}
