import { useEffect, useState } from "preact/hooks";
import { useFormats } from "../../shared/text/formats";
import { Icon } from "../../shared/ui/Icon";
import { Eye, Pencil } from "../../shared/ui/icons";
import type { Presence as Present } from "../api/inbox";
import { usePage } from "../frame/page";
import { useText } from "../text/useText";
import { useInboxLive } from "./useInboxLive";
import css from "./ThreadPane.module.css";

/** Who else of the team is here, so that two do not answer the same question. */
export function Presence({ person, self }: { person: string; self: string }) {
  const t = useText();
  const page = usePage();
  const live = useInboxLive();
  const formats = useFormats();
  const [members, setMembers] = useState<Present["members"]>([]);

  useEffect(() => {
    setMembers([]);
    return live.on("presence", (present) => {
      if (present.page === page.id && present.conversation === person) setMembers(present.members);
    });
  }, [live, page.id, person]);

  const others = members.filter((member) => member.id !== self);
  const typing = others.filter((member) => member.typing);
  const shown = typing.length > 0 ? typing : others;
  const names = formats.list(shown.map((member) => member.name));
  const many = shown.length > 1;
  const words =
    typing.length > 0
      ? (many ? t.inbox.typingMany : t.inbox.typing)(names)
      : (many ? t.inbox.lookingMany : t.inbox.looking)(names);
  return (
    <p class={css.presence} role="status">
      {shown.length > 0 && (
        <>
          <Icon of={typing.length > 0 ? Pencil : Eye} size="s" />
          {words}
        </>
      )}
    </p>
  );
}
