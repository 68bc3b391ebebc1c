// The list of other words: beneath its word, walked with the arrows, closed with Esc or by going elsewhere. The place is
// set here, through the object model: the page's policy allows no style in markup.
const margin = 8;

const moves = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: at => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

export function attach(root, index) {
  const events = new AbortController();
  const on = (target, name, handler, options) =>
    target.addEventListener(name, handler, { signal: events.signal, ...options });
  const word = () => document.querySelector(`[data-word="${index}"]`);
  const options = () => [...root.querySelectorAll('[role=option]')];
  const close = () => root.querySelector('[data-close]').click();

  const place = () => {
    const pane = root.offsetParent?.getBoundingClientRect();
    const lines = word()?.getClientRects();
    if (!pane || !lines?.length) {
      return;
    }

    const at = lines[lines.length - 1];
    const most = pane.width - root.offsetWidth - margin;
    root.style.left = `${Math.max(margin, Math.min(at.left - pane.left, most))}px`;
    root.style.top = `${at.bottom - pane.top + margin}px`;
  };

  // The words come when the model has found them; who has gone on meanwhile keeps the focus where it is.
  const arrived = new MutationObserver(() => {
    place();
    if (document.activeElement === root) {
      (root.querySelector('[aria-selected=true]') ?? options()[0])?.focus();
    }
  });
  arrived.observe(root, { childList: true, subtree: true });
  on(window, 'resize', place);
  place();
  root.focus({ preventScroll: true });
  if (options().length > 0) {
    (root.querySelector('[aria-selected=true]') ?? options()[0]).focus();
  }

  // Before everyone else: what is open is closed first, wherever the focus is.
  on(document, 'keydown', event => {
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
      word()?.focus();
    }
  }, { capture: true });
  on(root, 'keydown', event => {
    const all = options();
    if (moves[event.key] && all.length > 0) {
      event.preventDefault();
      all[moves[event.key](all.indexOf(document.activeElement), all.length)].focus();
    }
  });
  on(root, 'click', event => {
    if (event.target.closest('[data-close]') && event.isTrusted) {
      word()?.focus();
    } else if (event.target.closest('[role=option]')) {
      document.getElementById('translation')?.focus();
    }
  });
  on(document, 'pointerdown', event => root.contains(event.target) || close());

  return {
    dispose() {
      arrived.disconnect();
      events.abort();
    },
  };
}
