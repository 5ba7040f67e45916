import { lazy, Suspense } from "react";
import { useEffect } from "preact/hooks";
import { Redirect, Route, Switch, useRoute } from "wouter";
import type { Me } from "../api/accounts";
import { Inbox } from "../inbox/Inbox";
import { InboxLiveProvider } from "../inbox/useInboxLive";
import { paths } from "../paths";
import { prefer, preferences } from "../settings/preferences";
import { classes } from "../../shared/ui/classes";
import { Empty } from "../../shared/ui/Empty";
import { LinkButton } from "../../shared/ui/Button";
import { Skeleton } from "../../shared/ui/Skeleton";
import { useText } from "../text/useText";
import { ErrorBoundary } from "./ErrorBoundary";
import { PageContext } from "./page";
import { Rail } from "./Rail";
import css from "./Frame.module.css";

const FrontDesk = lazy(() => import("../desk/FrontDesk").then((file) => ({ default: file.FrontDesk })));
const Codes = lazy(() => import("../codes/Codes").then((file) => ({ default: file.Codes })));
const Settings = lazy(() => import("../settings/Settings").then((file) => ({ default: file.Settings })));
const Developers = lazy(() => import("../developers/Developers").then((file) => ({ default: file.Developers })));
const Start = lazy(() => import("../start/Start").then((file) => ({ default: file.Start })));

/** The counter behind the shop: the rail, and one screen about one page beside it. */
export function Frame({ me }: { me: Me }) {
  const t = useText();
  const [, params] = useRoute<{ screen: string; page?: string; more?: string }>("/console/:screen/:page?/:more?/*?");
  const named = params?.page && me.pages.find((page) => page.handle === params.page || page.id === params.page);
  const page = named || me.pages.find((one) => one.handle === preferences().page) || me.pages[0];
  const handle = page?.handle;

  useEffect(() => {
    if (handle) prefer({ page: handle });
  }, [handle]);

  if (params?.screen === "start") {
    return (
      <Suspense fallback={<Skeleton label={t.common.loading} />}>
        <PageContext.Provider value={{ me, page: params.page ? page : undefined }}>
          <InboxLiveProvider page={params.page ? page?.id : undefined}>
            <Start />
          </InboxLiveProvider>
        </PageContext.Provider>
      </Suspense>
    );
  }
  if (!page) return <Redirect to={paths.start} replace />;
  if (!params?.page || !named) {
    const screens = ["inbox", "desk", "codes", "settings", "developers"];
    const screen = params && screens.includes(params.screen) && !params.page ? params.screen : undefined;
    if (!params || screen)
      return <Redirect to={screen ? `/console/${screen}/${page.handle}` : paths.inbox(page.handle)} replace />;
  }
  return (
    <PageContext.Provider value={{ me, page }}>
      <InboxLiveProvider page={page.id}>
        <div class={classes("desk", css.house)}>
          <a class={css.skip} href="#main">
            {t.frame.skip}
          </a>
          <Rail />
          <ErrorBoundary>
            <Suspense fallback={<Skeleton label={t.common.loading} rows={5} />}>
              <Switch>
                <Route path="/console/inbox/:page/:person?" component={Inbox} />
                <Route path="/console/desk/:page/:tab?" component={FrontDesk} />
                <Route path="/console/codes/:page" component={Codes} />
                <Route path="/console/settings/:page/:section?" component={Settings} />
                <Route path="/console/developers/:page/:section?/:item?" component={Developers} />
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </div>
      </InboxLiveProvider>
    </PageContext.Provider>
  );
}

function NotFound() {
  const t = useText();
  return (
    <main id="main">
      <Empty title={t.frame.notFound} button={<LinkButton href={paths.home}>{t.frame.notFoundAction}</LinkButton>} />
    </main>
  );
}
