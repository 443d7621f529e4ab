import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Outlet } from "@tanstack/react-router";
import { Mark } from "@/ui/Mark";
import styles from "./Shell.module.css";
import { sections } from "./sections";
import { UserMenu } from "./UserMenu";
import { UploadTray } from "./upload-tray/UploadTray";

/** What stands around every page: the bar with the sections and the clinician's menu. */
export function Shell() {
  const { t, i18n } = useLingui();
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        <Trans>Skip to content</Trans>
      </a>
      <header className={styles.bar}>
        <Link to="/folders" className={styles.brand} aria-label={t`Filmjacket, to the folders`}>
          <Mark size={26} />
          <span className={styles.name}>Filmjacket</span>
        </Link>
        <nav aria-label={t`Sections`} className={styles.sections}>
          {sections.map(({ to, title, icon: Icon }) => (
            <Link key={to} to={to} className={styles.section} activeProps={{ "aria-current": "page" }}>
              <Icon aria-hidden="true" />
              <span>{i18n._(title)}</span>
            </Link>
          ))}
        </nav>
        <div className={styles.end}>
          <UploadTray />
          <UserMenu />
        </div>
      </header>
      <div id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </div>
    </div>
  );
}
