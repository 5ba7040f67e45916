import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from "../ui/icons";
import css from "./ImageViewer.module.css";
import { useThreadText } from "./text";

export type ViewedImage = { url: string; name: string };

type Props = { images: ViewedImage[]; index: number; onClose: () => void };
type Place = { scale: number; x: number; y: number };

const whole: Place = { scale: 1, x: 0, y: 0 };
const largest = 5;

/** A photo over the whole window: the dialog keeps the focus, Esc closes; wheel, pinch, keys and buttons make it larger. */
export function ImageViewer({ images, index, onClose }: Props) {
  const text = useThreadText();
  const dialog = useRef<HTMLDialogElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const [shown, setShown] = useState(index);
  const [place, setPlace] = useState(whole);
  const image = images[shown]!;

  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);

  useLayoutEffect(() => {
    picture.current?.style.setProperty("transform", `translate(${place.x}px, ${place.y}px) scale(${place.scale})`);
  }, [place]);

  const zoom = (factor: number) =>
    setPlace(({ scale, x, y }) => {
      const next = Math.min(largest, Math.max(1, scale * factor));
      return next === 1 ? whole : { scale: next, x: (x * next) / scale, y: (y * next) / scale };
    });
  const turn = (step: number) => {
    const next = shown + step;
    if (next < 0 || next >= images.length) return;
    setShown(next);
    setPlace(whole);
  };

  const onMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    const now = { x: event.clientX, y: event.clientY };
    fingers.current.set(event.pointerId, now);
    if (other) return zoom(distance(now, other) / Math.max(1, distance(before, other)));
    setPlace((at) => (at.scale === 1 ? at : { ...at, x: at.x + now.x - before.x, y: at.y + now.y - before.y }));
  };
  const onUp = (event: PointerEvent) => fingers.current.delete(event.pointerId);
  const onKey = (event: KeyboardEvent) => {
    const act = {
      "+": () => zoom(1.5),
      "-": () => zoom(1 / 1.5),
      ArrowLeft: () => turn(-1),
      ArrowRight: () => turn(1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    // Keys work wherever the focus is inside the dialog; every one of them has a button too.
    <dialog
      ref={dialog}
      class={css.viewer}
      aria-label={text.viewer}
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class={css.bar}>
        <span class={css.name}>{image.name}</span>
        <IconButton icon={ZoomOut} label={text.zoomOut} onClick={() => zoom(1 / 1.5)} />
        <IconButton icon={ZoomIn} label={text.zoomIn} onClick={() => zoom(1.5)} />
        <a class={css.download} href={image.url} download={image.name} aria-label={text.download} title={text.download}>
          <Icon of={Download} />
        </a>
        <IconButton icon={X} label={text.close} onClick={onClose} />
      </div>
      <div
        class={css.stage}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        }}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onUp}
        onWheel={(event) => zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15)}
        onDblClick={() => (place.scale > 1 ? setPlace(whole) : zoom(2.5))}
      >
        <img ref={picture} src={image.url} alt={image.name} draggable={false} />
      </div>
      {images.length > 1 && (
        <div class={css.turn}>
          <IconButton icon={ChevronLeft} label={text.previous} disabled={shown === 0} onClick={() => turn(-1)} />
          <span>{text.cardOf(shown + 1, images.length)}</span>
          <IconButton
            icon={ChevronRight}
            label={text.next}
            disabled={shown === images.length - 1}
            onClick={() => turn(1)}
          />
        </div>
      )}
    </dialog>
  );
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
