/* global document, localStorage, sessionStorage, location, matchMedia, window */
// The page is complete without this: it adds sorting of the table, highlighting of trials in all figures, and a choice of
// theme. A running report loads itself again: what was chosen, opened and scrolled to is kept over that.
const root = document.documentElement;
const store = {
  get: (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Some browsers refuse storage to local files.
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // The choice then lasts until the page is left.
    }
  },
};

const theme = store.get('attune-theme');
if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
const button = document.getElementById('theme');
button.hidden = false;
button.addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  store.set('attune-theme', root.dataset.theme);
});

// What belongs to this page alone, for as long as its tab is open.
const place = `attune-view:${location.pathname}`;
const view = (() => {
  try {
    return JSON.parse(sessionStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
})();
const keep = (change) => {
  Object.assign(view, change);
  try {
    sessionStorage.setItem(place, JSON.stringify(view));
  } catch {
    // The choice then lasts until the page is left.
  }
};

const table = document.querySelector('table.sortable');
const headings = table ? [...table.tHead.rows[0].cells] : [];
const names = headings.map((heading) => heading.textContent.trim());
const sortBy = (column, down) => {
  const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const compare = (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === '' || y === '') return (x === '') - (y === ''); // Empty cells stay last, whichever way.
    const order = isNaN(x - y) ? x.localeCompare(y) : x - y;
    return down ? -order : order;
  };
  table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
  headings.forEach((heading, index) => {
    if (index === column) heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else heading.removeAttribute('aria-sort');
  });
};
headings.forEach((heading, column) => {
  const sort = document.createElement('button');
  sort.append(...heading.childNodes);
  heading.append(sort);
  sort.addEventListener('click', () => {
    const down = heading.getAttribute('aria-sort') === 'ascending';
    sortBy(column, down);
    keep({ sort: { name: names[column], down } });
  });
});
// By name: columns come and go while a round runs.
if (view.sort && names.includes(view.sort.name)) sortBy(names.indexOf(view.sort.name), view.sort.down);

const rows = table ? [...table.querySelectorAll('tr[data-row]')] : [];
const picked = new Set(view.picked ?? []);
const show = () => {
  root.classList.toggle('picking', picked.size > 0);
  document.querySelectorAll('[data-trial]').forEach((mark) => {
    mark.classList.toggle('picked', picked.has(mark.dataset.trial));
  });
  rows.forEach((row) => {
    const on = picked.has(row.dataset.row);
    row.classList.toggle('picked', on);
    row.querySelector('.pick').setAttribute('aria-pressed', on);
  });
  keep({ picked: [...picked] });
};
const toggle = (trial) => {
  if (!picked.delete(trial)) picked.add(trial);
  show();
};
rows.forEach((row) => {
  const pick = document.createElement('button');
  pick.className = 'pick';
  pick.append(...row.cells[0].childNodes);
  row.cells[0].append(pick);
  row.addEventListener('click', ({ target }) => {
    const selecting = String(window.getSelection()) !== '';
    if (!target.closest('a') && !selecting) toggle(row.dataset.row);
  });
});
document.querySelectorAll('.plot').forEach((plot) => {
  plot.addEventListener('click', ({ target }) => {
    const mark = target.closest('[data-trial]');
    if (mark) toggle(mark.dataset.trial);
  });
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || picked.size === 0) return;
  picked.clear();
  show();
});
if (picked.size > 0) show();

const folds = [...document.querySelectorAll('details')];
folds.forEach((fold) => {
  const name = `${fold.closest('[id]')?.id} ${fold.closest('article')?.querySelector('h3')?.textContent} ${fold.querySelector('summary').textContent}`;
  fold.open ||= view.open?.includes(name) === true;
  fold.addEventListener('toggle', () => {
    const others = (view.open ?? []).filter((each) => each !== name);
    keep({ open: fold.open ? [...others, name] : others });
  });
});
document.querySelectorAll('.scripted').forEach((element) => (element.hidden = false));
