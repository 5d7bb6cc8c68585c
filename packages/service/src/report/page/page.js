/* global document, localStorage, matchMedia */
// The page is complete without this: it adds sorting of the table and a choice of theme, kept over refreshes.
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

const table = document.querySelector('table.sortable');
const headings = table ? [...table.tHead.rows[0].cells] : [];
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
  sort.addEventListener('click', () => sortBy(column, heading.getAttribute('aria-sort') === 'ascending'));
});
document.querySelectorAll('.scripted').forEach((element) => (element.hidden = false));
