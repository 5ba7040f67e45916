import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { accounts, type TeamMember } from "../api/accounts";
import { Card } from "../forms/Card";
import { Confirm } from "../forms/Confirm";
import { ProblemNote } from "../forms/ProblemNote";
import { useMayChange, useMember } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { Avatar } from "../../shared/ui/Avatar";
import { Button } from "../../shared/ui/Button";
import { UserPlus } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { InviteDialog } from "./InviteDialog";
import css from "./Settings.module.css";

export const teamKey = ["team"];

export function Team() {
  const t = useText();
  const words = t.settings.members;
  const { member: self } = useMember();
  const mayChange = useMayChange();
  const formats = useFormats();
  const client = useQueryClient();
  const team = useQuery({ queryKey: teamKey, queryFn: accounts.team });
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<TeamMember>();
  const refresh = () => client.invalidateQueries({ queryKey: teamKey });

  if (team.error) return <ProblemNote problem={team.error} onRetry={() => void team.refetch()} />;
  if (!team.data) return <Skeleton label={t.common.loading} rows={3} />;

  const mayRemove = (member: TeamMember) =>
    mayChange && member.id !== self.id && (self.role === "owner" || member.role !== "owner");

  return (
    <>
      <Card
        title={words.title}
        flush
        action={
          mayChange && (
            <Button look="go" icon={UserPlus} onClick={() => setInviting(true)}>
              {words.invite}
            </Button>
          )
        }
      >
        <ul class={css.rows}>
          {team.data.members.map((member) => (
            <li key={member.id} class={css.row}>
              <Avatar name={member.name} id={member.id} />
              <span class={css.words}>
                <b>
                  {member.name} {member.id === self.id && <Tag>{words.you}</Tag>}
                </b>
                <span>{member.email}</span>
              </span>
              <Tag>{words.roles[member.role]}</Tag>
              {mayRemove(member) && (
                <Button size="sm" onClick={() => setRemoving(member)}>
                  {words.remove}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>

      {team.data.invitations.length > 0 && (
        <Card title={words.waiting} flush>
          <ul class={css.rows}>
            {team.data.invitations.map((invitation) => (
              <li key={invitation.id} class={css.row}>
                <span class={css.words}>
                  <b>{invitation.email ?? words.anybody}</b>
                  <span>
                    {words.roles[invitation.role]} · {words.until(formats.dateTime(invitation.expires_at))}
                  </span>
                </span>
                {mayChange && (
                  <Button
                    size="sm"
                    onClick={() => {
                      void accounts.withdraw(invitation.id).then(() => {
                        toast(words.withdrawn);
                        return refresh();
                      });
                    }}
                  >
                    {words.withdraw}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}

      {inviting && (
        <InviteDialog
          onClose={() => {
            setInviting(false);
            void refresh();
          }}
        />
      )}
      {removing && (
        <Confirm
          title={words.removeTitle(removing.name)}
          keep={words.keep}
          verb={words.removeAction}
          act={async () => {
            await accounts.removeMember(removing.id);
            toast(words.removed(removing.name));
            await refresh();
          }}
          onClose={() => setRemoving(undefined)}
        >
          {words.removeBody}
        </Confirm>
      )}
    </>
  );
}
