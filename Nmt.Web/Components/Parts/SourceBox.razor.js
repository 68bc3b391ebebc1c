import { record } from '../../js/history.js';

// The source text: it is kept here, sent after a pause in typing, and survives a reload and a lost connection.
const key = 'nmt.text';

// Whether this page had a box before: the models may go and come back under the reader, and the box with them.
let returns = false;

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

// Words of the source and their translations light up together: the target pane says which places to mark, and hears
// which place the reader points at.
function linkWords(area, mirror, on) {
  // Marks places of the text, [[start, end], ...], in the copy that lies under it.
  const mark = places => {
    const text = area.value;
    const nodes = [];
    let position = 0;
    for (const [start, end] of places.toSorted(([one], [other]) => one - other)) {
      if (start >= position && end <= text.length) {
        const marked = document.createElement('mark');
        marked.textContent = text.slice(start, end);
        nodes.push(text.slice(position, start), marked);
        position = end;
      }
    }

    mirror.replaceChildren(...(nodes.length === 0 ? [] : [...nodes, text.slice(position)]));
    mirror.style.width = `${area.clientWidth}px`;
    mirror.scrollTop = area.scrollTop;
  };

  // The place in the text that the reader points at, by pointer or by caret; null for none.
  let pointed = null;
  const point = offset => {
    if (offset !== pointed) {
      pointed = offset;
      document.dispatchEvent(new CustomEvent('nmt:source', { detail: offset }));
    }
  };

  const under = ({ clientX, clientY }) => {
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    return caret?.offsetNode === area ? caret.offset : null;
  };

  on(area, 'input', () => {
    point(null);
    mark([]);
  });
  on(area, 'pointermove', event => point(under(event)));
  on(area, 'pointerleave', () => point(null));
  on(area, 'blur', () => point(null));
  on(area, 'keyup', event => /^(Arrow|Home|End|Page)/.test(event.key) && point(area.selectionStart));
  on(area, 'scroll', () => { mirror.scrollTop = area.scrollTop; });
  on(document, 'nmt:link', ({ detail: places }) => mark(places));
}

export function attach(pane, page, options) {
  const area = pane.querySelector('textarea');
  const find = name => pane.querySelector(`[data-${name}]`);
  const events = new AbortController();
  let choice = options.choice;
  let timer = 0;
  let sent = '';

  // What the server said it has: without a connection a call neither comes back nor fails.
  let heard = '';

  // Whether something was left out: the browser cuts what is inserted beyond maxlength without a word.
  let cut = false;

  const show = () => {
    const length = area.value.length;
    find('count').textContent = length.toLocaleString('en');
    find('full').textContent = length < options.limit ? '' : cut ? 'The limit is reached; the rest was left out. A longer text goes in as a document.' : 'The limit is reached.';
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
      heard = text;
    } catch {
      // The page is being left.
    }
  };

  const changed = pause => {
    remember(area.value);
    show();
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  const write = text => {
    cut = text.length > options.limit;
    area.value = text.slice(0, options.limit);
    remember(area.value);
    show();
  };

  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
  on(area, 'beforeinput', event => {
    const added = (event.data ?? event.dataTransfer?.getData('text/plain') ?? '').replaceAll('\r\n', '\n');
    const replaced = area.selectionEnd - area.selectionStart;
    cut = area.value.length - replaced + added.length > options.limit;
    show();
  });
  on(area, 'input', event => event.isComposing || changed(options.pause));
  on(area, 'compositionend', () => changed(options.pause));
  linkWords(area, find('mirror'), on);
  on(document, 'nmt:translate-now', () => send(true));
  on(document, 'nmt:reconnected', () => send(heard !== area.value));
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

  // What was typed before this script came goes first. A reload keeps what was typed last, and so does a box that is back;
  // an address that was followed says what to show.
  const reloaded = performance.getEntriesByType('navigation')[0]?.type === 'reload';
  const earlier = returns ? remembered() : reloaded ? remembered() || options.text : options.text || remembered();
  returns = true;
  write(area.value || earlier);
  send();

  return {
    setText(text) {
      clearTimeout(timer);
      write(text);
      sent = heard = area.value;
      showAddress(sent, choice);
    },
    remember: record,
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
