/** The way to each page: in a row, or below each other on a narrow screen. */
import { Link } from '@tanstack/react-router';
import { pages } from './destinations.ts';
import classes from './page-links.module.css';

export function PageLinks({ onGo }: { readonly onGo?: () => void }) {
  return pages.map(({ href, label, about }) => (
    <Link
      key={href}
      to={href}
      title={about}
      className={classes['link']}
      activeOptions={{ exact: href === '/', includeSearch: false }}
      {...(onGo === undefined ? {} : { onClick: onGo })}
    >
      {label}
    </Link>
  ));
}
