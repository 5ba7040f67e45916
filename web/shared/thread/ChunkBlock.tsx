import { Component, createRef } from "preact";
import type { ChunkWatch } from "./ChunkWatch";
import { Day, Divider } from "./Marks";
import { MessageBlock } from "./MessageBlock";
import type { Chunk, Row } from "./rows";
import css from "./Thread.module.css";

type Props = { chunk: Chunk; watch: ChunkWatch };
type State = { near: boolean; height: number };

/**
 * Some forty rows that are drawn only near the window; elsewhere an empty box keeps their measured height. It redraws
 * when its own rows changed, so a long conversation costs what is on the screen.
 */
export class ChunkBlock extends Component<Props, State> {
  override state: State = { near: true, height: 0 };
  readonly #box = createRef<HTMLDivElement>();
  #unwatch: (() => void) | undefined;

  override componentDidMount(): void {
    const box = this.#box.current!;
    this.#unwatch = this.props.watch.add(box, (near) => {
      if (near === this.state.near) return;
      const holdsFocus = box.contains(document.activeElement);
      if (near) this.setState({ near });
      else if (!holdsFocus) this.setState({ near, height: box.getBoundingClientRect().height });
    });
  }

  override componentWillUnmount(): void {
    this.#unwatch?.();
  }

  override shouldComponentUpdate(props: Props, state: State): boolean {
    return props.chunk !== this.props.chunk || state.near !== this.state.near;
  }

  override componentDidUpdate(): void {
    const box = this.#box.current!;
    if (this.state.near) box.style.removeProperty("height");
    else box.style.setProperty("height", `${this.state.height}px`);
  }

  override render() {
    const { chunk } = this.props;
    return (
      <div ref={this.#box} class={css.chunk} data-chunk={chunk.number}>
        {this.state.near && chunk.rows.map((row) => <RowBlock key={row.key} row={row} />)}
      </div>
    );
  }
}

function RowBlock({ row }: { row: Row }) {
  switch (row.kind) {
    case "message":
      return <MessageBlock row={row} />;
    case "day":
      return <Day at={row.at} />;
    case "divider":
      return <Divider />;
    case "aside":
      return <div data-key={row.key}>{row.aside.content}</div>;
  }
}
