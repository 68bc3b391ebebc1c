// The translation word by word: one tab stop, arrows walk, Enter or a click asks for other words, Esc takes the reader's
// changes back. Words and what they come from light up together in both panes; that needs no server.
const moves = {
  ArrowRight: (at, count) => Math.min(at + 1, count - 1),
  ArrowLeft: at => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

// "3-8 12-15" → [[3, 8], [12, 15]]
const placesOf = word => (word.dataset.from ?? '')
  .split(' ')
  .filter(place => place !== '')
  .map(place => place.split('-').map(Number));

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

export function attach(pane, page) {
  const events = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
  const words = () => [...pane.querySelectorAll('[data-word]')];
  const wordOf = event => event.target.closest?.('[data-word]');

  const light = lit => {
    for (const word of words()) {
      word.toggleAttribute('data-lit', lit.includes(word));
    }
  };

  const link = word => {
    light(word ? [word] : []);
    tell('nmt:link', word ? placesOf(word) : []);
  };

  const ask = word => {
    // Who selects text to copy it asks for no other word.
    if (getSelection()?.isCollapsed !== false) {
      page.invokeMethodAsync('OnWordAsync', Number(word.dataset.word));
    }
  };

  on(pane, 'pointerover', event => wordOf(event) && link(wordOf(event)));
  on(pane, 'pointerout', event => wordOf(event) && link(null));
  on(pane, 'focusin', event => wordOf(event) && link(wordOf(event)));
  on(pane, 'focusout', event => wordOf(event) && link(null));
  on(pane, 'click', event => wordOf(event) && ask(wordOf(event)));
  on(pane, 'keydown', event => {
    const all = words();
    const word = wordOf(event);
    if (!word && event.target.id !== 'translation') {
      return;
    }

    if (moves[event.key] && all.length > 0 && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      all[moves[event.key](word ? all.indexOf(word) : -1, all.length)].focus();
    } else if (word && (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      ask(word);
    }
  });

  // Esc belongs first to what lies over the page, then to an input method, then to us.
  on(document, 'keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing
      && pane.hasAttribute('data-changed') && !document.querySelector('dialog[open]')) {
      page.invokeMethodAsync('OnEscapeAsync');
    }
  });

  // The source pane says where the reader points in it.
  on(document, 'nmt:source', ({ detail: offset }) => {
    const covers = ([start, end]) => offset >= start && offset < end;
    const lit = offset === null ? [] : words().filter(word => placesOf(word).some(covers));
    light(lit);
    tell('nmt:link', lit.flatMap(placesOf).filter(covers));
  });

  return { dispose: () => events.abort() };
}
