import type { ComponentChildren } from "preact";
import { Button } from "../../shared/ui/Button";
import { Dialog } from "../../shared/ui/Dialog";
import { ProblemNote } from "./ProblemNote";
import { useSubmit } from "./useSubmit";

type Props = {
  title: string;
  keep: string;
  verb: string;
  children: ComponentChildren;
  act: () => Promise<void>;
  onClose: () => void;
};

/** Asks before something is lost: safe button first. Closes by itself once it is done. */
export function Confirm({ title, keep, verb, children, act, onClose }: Props) {
  const submit = useSubmit(async () => {
    await act();
    onClose();
  });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button look="bad" busy={submit.busy && verb} onClick={() => void submit.run()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      <ProblemNote problem={submit.problem} />
    </Dialog>
  );
}
