import { QueryClientProvider } from "@tanstack/react-query";
import type { ComponentChildren } from "preact";
import { Route, Switch, useLocation } from "wouter";
import { Frame } from "./frame/Frame";
import { useLinks } from "./frame/useLinks";
import { Problem } from "../shared/api/request";
import { ProblemNote } from "./forms/ProblemNote";
import { paths } from "./paths";
import { Door } from "./session/Door";
import { Invitation } from "./session/Invitation";
import { queries, useExpired, useMe, useSignedIn } from "./session/session";
import { SetUp } from "./session/SetUp";
import { SignedOut } from "./session/SignedOut";
import { SignIn } from "./session/SignIn";
import { usePreferences } from "./settings/preferences";
import { LanguageProvider, pickLanguage } from "../shared/text/language";
import { Skeleton } from "../shared/ui/Skeleton";
import { ToastRegion } from "../shared/ui/ToastRegion";
import { useText } from "./text/useText";

export function Console() {
  useLinks();
  return (
    <QueryClientProvider client={queries}>
      <Speaking>
        <Switch>
          <Route path="/console/setup" component={SetUp} />
          <Route path="/console/invitation" component={Invitation} />
          <Route path="/console/sign-in" component={SignInScreen} />
          <Route component={Inside} />
        </Switch>
        <ToastRegion />
      </Speaking>
    </QueryClientProvider>
  );
}

/** The member's own language once we know who it is; until then the browser's. */
function Speaking({ children }: { children: ComponentChildren }) {
  const me = useMe(false);
  const { language } = usePreferences();
  return (
    <LanguageProvider language={pickLanguage(me.data?.member.locale, language, ...navigator.languages)}>
      {children}
    </LanguageProvider>
  );
}

function SignInScreen() {
  const [, go] = useLocation();
  const signedIn = useSignedIn();
  return (
    <SignIn
      onSignedIn={async () => {
        await signedIn();
        go(paths.home, { replace: true });
      }}
    />
  );
}

/** Everything that needs somebody to be signed in. Without it the sign-in screen stands at the same address. */
function Inside() {
  const t = useText();
  const me = useMe();
  const expired = useExpired();
  const signedIn = useSignedIn();

  if (me.data) {
    return (
      <>
        <Frame me={me.data} />
        {expired && <SignedOut onSignedIn={signedIn} />}
      </>
    );
  }
  if (me.error instanceof Problem && me.error.status === 401) return <SignIn onSignedIn={signedIn} />;
  return (
    <Door title="Charla">
      {me.error ? (
        <ProblemNote problem={me.error} onRetry={() => void me.refetch()} />
      ) : (
        <Skeleton label={t.common.loading} />
      )}
    </Door>
  );
}
