import { classes } from "../../ui/classes";
import { safeHref } from "../linkify";
import { Act } from "../Template";
import { useThread } from "../ThreadContext";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";

type GridImage = {
  url: string;
  is_hero_image?: boolean | string;
  action?: { type: "web_url"; url: string } | { type: "postback"; payload: string; text?: string };
};

export type ImageGridFields = { images: GridImage[]; title: string; subtitle?: string };

/** Two to six pictures together, one of them perhaps larger; each may lead somewhere. */
export function ImageGrid({ message, fields }: TemplateProps<ImageGridFields>) {
  const isHero = (image: GridImage) => String(image.is_hero_image) === "true";
  const oneIsLeft = fields.images.filter((image) => !isHero(image)).length % 2 === 1;
  const last = fields.images.findLastIndex((image) => !isHero(image));
  return (
    <article class={css.sheet} aria-label={fields.title}>
      <div class={css.grid}>
        {fields.images.map((image, index) => (
          <Tile
            key={index}
            image={image}
            message={message}
            title={fields.title}
            large={isHero(image) || (oneIsLeft && index === last)}
          />
        ))}
      </div>
      <div class={css.words}>
        <b>{fields.title}</b>
        {fields.subtitle && <p>{fields.subtitle}</p>}
      </div>
      {message.template?.buttons?.map((button, index) => (
        <Act key={index} button={button} message={message} card={{ title: fields.title }} />
      ))}
    </article>
  );
}

type TileProps = Pick<TemplateProps<object>, "message"> & { image: GridImage; title: string; large: boolean };

function Tile({ image, message, title, large }: TileProps) {
  const { acts } = useThread();
  const { action } = image;
  const look = classes(css.tile, large && css.large);
  const picture = (alt: string) => <img src={image.url} alt={alt} loading="lazy" />;
  if (action?.type === "web_url") {
    return (
      <a class={look} href={safeHref(action.url) ?? "#"} target="_blank" rel="noopener noreferrer">
        {picture(title)}
      </a>
    );
  }
  if (action?.type === "postback") {
    const words = action.text ?? title;
    return (
      <button
        type="button"
        class={look}
        disabled={!acts.tap}
        onClick={() => acts.tap?.({ title: words, payload: action.payload }, message)}
      >
        {picture(words)}
      </button>
    );
  }
  return <span class={look}>{picture("")}</span>;
}
