import { useEffect, useRef } from "preact/hooks";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Camera, Image } from "../ui/icons";
import css from "./Composer.module.css";
import { useThreadText } from "./text";

type Props = { near: HTMLElement | null; onFiles: (files: File[]) => Promise<void>; onClose: () => void };

/** With a mouse the files open at once; on a phone one first says whether to take a photo or choose something. */
export function AttachMenu({ near, onFiles, onClose }: Props) {
  const text = useThreadText();
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const touch = matchMedia("(hover: none)").matches;

  useEffect(() => {
    const input = chooser.current;
    const canceled = () => onClose();
    input?.addEventListener("cancel", canceled);
    if (!touch) input?.click();
    return () => {
      input?.removeEventListener("cancel", canceled);
      near?.focus();
    };
  }, []);

  const taken = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    void onFiles([...(input.files ?? [])]);
    onClose();
  };
  const inputs = (
    <div hidden>
      <input ref={chooser} type="file" multiple aria-label={text.photoOrFile} onChange={taken} />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        aria-label={text.camera}
        onChange={taken}
      />
    </div>
  );
  if (!touch) return inputs;
  return (
    <Dialog title={text.attach} look="sheet" closeLabel={text.close} onClose={onClose}>
      <div class={css.choices}>
        <Button icon={Camera} onClick={() => camera.current?.click()}>
          {text.camera}
        </Button>
        <Button icon={Image} onClick={() => chooser.current?.click()}>
          {text.photoOrFile}
        </Button>
      </div>
      {inputs}
    </Dialog>
  );
}
