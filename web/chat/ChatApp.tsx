import { useEffect, useMemo, useState } from "preact/hooks";
import type { OpenedSession } from "../shared/api/chat";
import { Problem } from "../shared/api/request";
import { LanguageProvider, pickLanguage, type Language } from "../shared/text/language";
import { paintBrand } from "../shared/ui/brand";
import { lazy } from "../shared/ui/lazy";
import { ToastRegion } from "../shared/ui/ToastRegion";
import { ChatScreen } from "./ChatScreen";
import { keepLanguage, keepToken, readLanguage } from "./device";
import { Opening } from "./Opening";
import { changeLanguage, openSession, readArrival } from "./session";
import { useWindowHeight } from "./useWindowHeight";

const Failure = lazy(() => import("./Failure").then((failure) => failure.Failure));
const Redeem = lazy(() => import("./Redeem").then((redeem) => redeem.Redeem));

/** /m/{handle} is a conversation; /c/{code} brings one from another device. */
export function ChatApp() {
  const [language, setLanguage] = useState<Language>(() => pickLanguage(readLanguage(), ...navigator.languages));
  const code = /^\/c\/([^/]+)/.exec(location.pathname)?.[1];
  useWindowHeight();
  return (
    <LanguageProvider language={language}>
      {code ? (
        <Redeem code={decodeURIComponent(code)} />
      ) : (
        <Conversation language={language} onLanguage={setLanguage} />
      )}
      <ToastRegion />
    </LanguageProvider>
  );
}

function Conversation({ language, onLanguage }: { language: Language; onLanguage: (to: Language) => void }) {
  const arrival = useMemo(() => readArrival(location), []);
  const [session, setSession] = useState<OpenedSession | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const open = () => {
    setProblem(null);
    openSession(arrival, language).then(
      (opened) => {
        history.replaceState(history.state, "", `/m/${encodeURIComponent(arrival.handle)}`);
        setSession(opened);
      },
      (error: unknown) => setProblem(error instanceof Problem ? error : Problem.unreachable()),
    );
  };
  useEffect(open, []);
  useEffect(() => {
    if (session) paintBrand(document.documentElement, session.page.brand);
  }, [session?.page.brand]);

  const speak = (to: Language) => {
    keepLanguage(to);
    onLanguage(to);
    if (!session) return;
    changeLanguage(session.token, to).then(
      (changed) => setSession({ ...changed, token: session.token }),
      () => undefined,
    );
  };
  const beginAnew = () => {
    keepToken(arrival.handle, null);
    setSession(null);
    open();
  };

  if (problem) return <Failure problem={problem} onRetry={open} onBeginAnew={beginAnew} />;
  if (!session) return <Opening />;
  return (
    <ChatScreen
      key={session.conversation}
      session={session}
      firstText={arrival.text}
      onLanguage={speak}
      onRefused={() => setProblem(new Problem({ status: 401, code: "unauthenticated" }))}
    />
  );
}
