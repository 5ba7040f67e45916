import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { accounts } from "../api/accounts";
import { ProblemNote } from "../forms/ProblemNote";
import { paths } from "../paths";
import { LinkButton } from "../../shared/ui/Button";
import { Skeleton } from "../../shared/ui/Skeleton";
import { useText } from "../text/useText";
import { Door } from "./Door";
import { NewMember } from "./NewMember";
import { useSignedIn } from "./session";

/** The one-time link that the server prints at its first start: it makes the first owner. */
export function SetUp() {
  const t = useText();
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const [, go] = useLocation();
  const signedIn = useSignedIn();
  const link = useQuery({
    queryKey: ["setup", token],
    queryFn: () => accounts.checkSetUp(token),
    enabled: token !== "",
    staleTime: Infinity,
  });

  if (link.isLoading) {
    return (
      <Door title={t.session.setUpTitle}>
        <Skeleton label={t.common.loading} />
      </Door>
    );
  }
  if (link.error) {
    return (
      <Door title={t.session.setUpTitle}>
        <ProblemNote problem={link.error} onRetry={() => void link.refetch()} />
      </Door>
    );
  }
  if (!link.data?.valid) {
    return (
      <Door title={t.session.setUpUsed} hint={t.session.setUpUsedHint}>
        <LinkButton look="go" href={paths.signIn}>
          {t.session.signIn}
        </LinkButton>
      </Door>
    );
  }
  return (
    <Door title={t.session.setUpTitle} hint={t.session.setUpHint}>
      <NewMember
        email={link.data.email}
        verb={t.session.setUpAction}
        busyVerb={t.session.setUpBusy}
        join={(answers) => accounts.setUp({ token, ...answers })}
        onJoined={async () => {
          await signedIn();
          go(paths.start, { replace: true });
        }}
      />
    </Door>
  );
}
