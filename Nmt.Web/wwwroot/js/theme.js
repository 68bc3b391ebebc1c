// Loaded in the head, before the first paint, so that a chosen theme never flashes.
(() => {
  const key = 'nmt.theme';
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const chosen = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const show = theme => {
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
  };

  show(chosen());

  document.addEventListener('click', event => {
    if (!event.target.closest('[data-theme-toggle]')) {
      return;
    }

    const now = document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');
    const next = now === 'dark' ? 'light' : 'dark';
    show(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // Private browsing may refuse: then the choice lasts as long as the page.
    }
  });
})();
