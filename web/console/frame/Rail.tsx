import { useLocation } from "wouter";
import { useCounts } from "../inbox/useCounts";
import { paths } from "../paths";
import { Hidden } from "../../shared/ui/Hidden";
import { Icon } from "../../shared/ui/Icon";
import { ConciergeBell, MessagesSquare, QrCode, Settings } from "../../shared/ui/icons";
import { classes } from "../../shared/ui/classes";
import { useText } from "../text/useText";
import { Logo } from "./Logo";
import { usePage } from "./page";
import css from "./Rail.module.css";

/** The skirting board: on the left of a desk, at the foot of a phone. A phone hides it while a conversation is open. */
export function Rail() {
  const t = useText();
  const page = usePage();
  const unread = useCounts()?.unread ?? 0;
  const [path] = useLocation();
  const [, , screen, , person] = path.split("/");
  const links = [
    { screen: "inbox", label: t.frame.inbox, icon: MessagesSquare, href: paths.inbox(page.handle) },
    { screen: "desk", label: t.frame.desk, icon: ConciergeBell, href: paths.desk(page.handle) },
    { screen: "codes", label: t.frame.codes, icon: QrCode, href: paths.codes(page.handle) },
    { screen: "settings", label: t.frame.settings, icon: Settings, href: paths.settings(page.handle) },
  ];
  return (
    <nav class={classes(css.rail, screen === "inbox" && person && css.away)} aria-label={t.frame.console}>
      <span class={css.mark}>
        <Logo />
      </span>
      {links.map((link) => (
        <a
          key={link.screen}
          href={link.href}
          class={link.screen === "settings" ? css.end : undefined}
          aria-current={
            screen === link.screen || (screen === "developers" && link.screen === "settings") ? "page" : undefined
          }
        >
          <Icon of={link.icon} />
          {link.label}
          {link.screen === "inbox" && unread > 0 && (
            <span class={css.waiting}>
              {unread > 99 ? "99+" : unread}
              <Hidden>{t.frame.waiting(unread)}</Hidden>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
