import { ChevronRight } from "lucide-react";
import { Breadcrumbs as AriaBreadcrumbs, Breadcrumb, Link } from "react-aria-components";
import styles from "./Breadcrumbs.module.css";

export interface Crumb {
  id: string;
  title: string;
}

export interface BreadcrumbsProps {
  label: string;
  crumbs: readonly Crumb[];
  onOpen: (id: string) => void;
}

/** The way from the top to where one is; the last crumb is the place itself. */
export function Breadcrumbs({ label, crumbs, onOpen }: BreadcrumbsProps) {
  const last = crumbs.length - 1;
  return (
    <nav aria-label={label} className={styles.nav}>
      <AriaBreadcrumbs className={styles.list} onAction={(key) => onOpen(String(key))}>
        {crumbs.map((crumb, index) => (
          <Breadcrumb key={crumb.id} id={crumb.id} data-crumb={crumb.id} className={styles.crumb}>
            <Link className={styles.link}>{crumb.title}</Link>
            {index < last && <ChevronRight aria-hidden="true" className={styles.arrow} />}
          </Breadcrumb>
        ))}
      </AriaBreadcrumbs>
    </nav>
  );
}
