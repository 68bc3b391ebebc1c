// The source text: it is kept here, sent after a pause in typing, and survives a reload and a lost connection.
const key = 'nmt.text';

// Kestrel reads request lines of up to 8 KB: a longer text stays out of the address.
const longestQuery = 2000;

const remembered = () => {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
};

const remember = text => {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Storage is full or refused: the address still has the text.
  }
};

function showAddress(text, choice) {
  const address = new URL(location.href);
  address.search = '';
  address.searchParams.set('source', choice.source);
  address.searchParams.set('target', choice.target);
  if (choice.model) {
    address.searchParams.set('model', choice.model);
  }

  if (text !== '' && encodeURIComponent(text).length <= longestQuery) {
    address.searchParams.set('q', text);
  }

  history.replaceState(history.state, '', address);
}

export function attach(pane, page, options) {
  const area = pane.querySelector('textarea');
  const find = name => pane.querySelector(`[data-${name}]`);
  const events = new AbortController();
  let choice = options.choice;
  let timer = 0;
  let sent = '';

  const show = () => {
    const length = area.value.length;
    find('count').textContent = length.toLocaleString('en');
    find('full').textContent = length >= options.limit ? 'The limit is reached; the rest was left out.' : '';
    pane.toggleAttribute('data-empty', length === 0);
  };

  const send = async force => {
    clearTimeout(timer);
    const text = area.value;
    if (text === sent && !force) {
      return;
    }

    sent = text;
    showAddress(text, choice);
    try {
      await page.invokeMethodAsync('OnTextAsync', text);
    } catch {
      // The connection is down: the text goes again when it is back.
      sent = null;
    }
  };

  const changed = pause => {
    remember(area.value);
    show();
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  const write = text => {
    area.value = text.slice(0, options.limit);
    remember(area.value);
    show();
  };

  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
  on(area, 'input', event => event.isComposing || changed(options.pause));
  on(area, 'compositionend', () => changed(options.pause));
  on(document, 'nmt:translate-now', () => send(true));
  on(document, 'nmt:reconnected', () => send(sent === null));
  on(pane, 'click', event => {
    const example = event.target.closest('[data-example]');
    if (example) {
      write(example.textContent);
    } else if (event.target.closest('[data-clear]')) {
      write('');
    } else {
      return;
    }

    area.focus();
    send();
  });

  // What was typed before this script came goes first. A reload keeps what was typed last; an address that was followed
  // says what to show.
  const reloaded = performance.getEntriesByType('navigation')[0]?.type === 'reload';
  const earlier = reloaded ? remembered() || options.text : options.text || remembered();
  write(area.value || earlier);
  send();

  return {
    setText(text) {
      clearTimeout(timer);
      write(text);
      sent = area.value;
      showAddress(sent, choice);
    },
    setChoice(next) {
      choice = next;
      showAddress(area.value, choice);
    },
    dispose() {
      clearTimeout(timer);
      events.abort();
    },
  };
}
