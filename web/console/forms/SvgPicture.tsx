import { useMemo } from "preact/hooks";

/** Draws SVG text as an image, where no script in it can run. */
export function SvgPicture({ svg, alt, class: className }: { svg: string; alt: string; class?: string | undefined }) {
  const source = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, [svg]);
  return <img src={source} alt={alt} class={className} />;
}
