import { useEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { FileText, X } from "../ui/icons";
import css from "./Composer.module.css";
import type { Shrunk } from "./shrinkImage";
import { useThreadText } from "./text";

const largest = 25_000_000;

type Item = Shrunk & { id: number; preview: string | null };

/** Files that are chosen and not sent yet, from the picker, the clipboard or a drop. */
export function useTray() {
  const [items, setItems] = useState<Item[]>([]);
  const [preparing, setPreparing] = useState(false);
  const [dragging, setDragging] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const next = useRef(1);

  const add = async (files: File[]) => {
    setRefused(null);
    setPreparing(true);
    for (const chosen of files) {
      const { shrinkImage } = await import("./shrinkImage");
      const shrunk = await shrinkImage(chosen);
      if (shrunk.file.size > largest) setRefused(shrunk.file.name);
      else {
        const preview = shrunk.file.type.startsWith("image/") ? URL.createObjectURL(shrunk.file) : null;
        setItems((before) => [...before, { ...shrunk, id: next.current++, preview }]);
      }
    }
    setPreparing(false);
  };
  const drop = (item: Item) => item.preview && URL.revokeObjectURL(item.preview);

  return {
    items,
    preparing,
    dragging,
    refused,
    add,
    remove: (id: number) => {
      items.filter((item) => item.id === id).forEach(drop);
      setItems((before) => before.filter((item) => item.id !== id));
    },
    clear: () => {
      items.forEach(drop);
      setItems([]);
      setRefused(null);
    },
    dropTarget: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setDragging(true);
      },
      onDragLeave: () => setDragging(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setDragging(false);
        void add([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}

export function Tray({ tray }: { tray: ReturnType<typeof useTray> }) {
  const text = useThreadText();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollTo({ left: end.current.scrollWidth }), [tray.items.length]);
  if (tray.items.length === 0) return null;
  return (
    <div ref={end} class={css.tray}>
      {tray.items.map(({ id, file, preview }) => (
        <div key={id} class={css.chosen}>
          {preview ? <img src={preview} alt={file.name} /> : <Icon of={FileText} />}
          {!preview && <span>{file.name}</span>}
          <IconButton icon={X} label={text.removeFile(file.name)} onClick={() => tray.remove(id)} />
        </div>
      ))}
    </div>
  );
}
