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

/** The link a colleague was sent. */
export function Invitation() {
  const t = useText();
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const [, go] = useLocation();
  const signedIn = useSignedIn();
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => accounts.checkInvitation(token),
    staleTime: Infinity,
  });

  if (invitation.isLoading) {
    return (
      <Door title={t.session.joinTitleUnknown}>
        <Skeleton label={t.common.loading} />
      </Door>
    );
  }
  if (invitation.error) {
    return (
      <Door title={t.session.joinTitleUnknown}>
        <ProblemNote problem={invitation.error} onRetry={() => void invitation.refetch()} />
      </Door>
    );
  }
  if (!invitation.data?.valid) {
    return (
      <Door title={t.session.joinUsed} hint={t.session.joinUsedHint}>
        <LinkButton href={paths.signIn}>{t.session.signIn}</LinkButton>
      </Door>
    );
  }
  const business = invitation.data.business;
  return (
    <Door title={business ? t.session.joinTitle(business) : t.session.joinTitleUnknown} hint={t.session.joinHint}>
      <NewMember
        email={invitation.data.email}
        verb={t.session.joinAction}
        busyVerb={t.session.joinBusy}
        join={(answers) => accounts.accept({ token, ...answers })}
        onJoined={async () => {
          await signedIn();
          go(paths.home, { replace: true });
        }}
      />
    </Door>
  );
}
